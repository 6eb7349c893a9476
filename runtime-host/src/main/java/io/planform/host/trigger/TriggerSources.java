package io.planform.host.trigger;

import io.planform.host.alias.Targets;
import io.planform.host.async.InvocationQueue;
import io.planform.host.metric.Exposition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of all triggers: those of active ones run, each by itself, and others do not. What is
 * wanted is what was last told of a trigger.
 */
public final class TriggerSources implements TriggerChanges, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerSources.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(5);

  private final TriggerTypes types;
  private final Targets targets;
  private final InvocationQueue queue;
  private final InstantSource clock;

  /** By the trigger's id. */
  private final Map<String, Kept> triggers = new ConcurrentHashMap<>();

  /** Ids of triggers by the id of their function. */
  private final Map<String, Set<String>> byFunction = new ConcurrentHashMap<>();

  public TriggerSources(
      TriggerTypes types, Targets targets, InvocationQueue queue, InstantSource clock) {
    this.types = types;
    this.targets = targets;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * A trigger.
   *
   * @param keeper of its source; null where its type has none
   */
  private record Kept(Trigger trigger, SourceCounts counts, @Nullable SourceKeeper keeper) {}

  @Override
  public void changed(Trigger current) {
    Kept kept = triggers.computeIfAbsent(current.id(), _ -> keep(current));
    if (kept.keeper() != null) {
      kept.keeper().want(Optional.of(current).filter(Trigger::active));
    }
  }

  private Kept keep(Trigger trigger) {
    byFunction
        .computeIfAbsent(trigger.functionId(), _ -> ConcurrentHashMap.newKeySet())
        .add(trigger.id());
    SourceCounts counts = new SourceCounts(trigger.toString());
    SourceKeeper keeper = null;
    if (types.get(trigger.type()) instanceof SourceType type) {
      keeper =
          new SourceKeeper(
              trigger.toString(), now -> type.open(now, delivery(now, counts)), counts, clock);
      keeper.start();
    }
    return new Kept(trigger, counts, keeper);
  }

  /** Waits a while for the source of a trigger that gets nothing before that. */
  void awaitBegin(Trigger trigger) {
    Kept kept = triggers.get(trigger.id());
    if (kept != null
        && kept.keeper() != null
        && types.get(trigger.type()) instanceof SourceType type
        && type.beginsWhenOpened()) {
      try {
        kept.keeper().awaitOpening(trigger, LONGEST_OPENING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void deleted(Trigger last) {
    Kept kept = triggers.remove(last.id());
    if (kept != null) {
      byFunction.computeIfPresent(
          last.functionId(),
          (_, ids) -> {
            ids.remove(last.id());
            return ids.isEmpty() ? null : ids;
          });
      if (kept.keeper() != null) {
        kept.keeper().end();
      }
    }
  }

  /** A function is gone, or one of its versions, and triggers with it. */
  public void functionDeleted(String functionId) {
    for (String id : List.copyOf(byFunction.getOrDefault(functionId, Set.of()))) {
      Kept kept = triggers.get(id);
      if (kept != null && Delivery.target(targets, kept.trigger()).isEmpty()) {
        deleted(kept.trigger());
      }
    }
  }

  /** Hands over the events of a trigger that has no source of its own. */
  public Delivery delivery(Trigger trigger) {
    Kept kept = triggers.get(trigger.id());
    return delivery(trigger, kept == null ? new SourceCounts(trigger.toString()) : kept.counts());
  }

  private Delivery delivery(Trigger trigger, SourceCounts counts) {
    return new Delivery(trigger, targets, queue, counts);
  }

  /** How a trigger's source does; empty where it has none. */
  Optional<SourceStatus> status(Trigger trigger) {
    return Optional.ofNullable(triggers.get(trigger.id()))
        .map(Kept::keeper)
        .map(SourceKeeper::status);
  }

  /** What a trigger's function got; empty where nothing is known of it. */
  Optional<SourceCounts> counts(Trigger trigger) {
    return Optional.ofNullable(triggers.get(trigger.id())).map(Kept::counts);
  }

  /** What triggers did, for Prometheus. */
  public void expose(Exposition page) {
    List<Kept> all = new ArrayList<>(triggers.values());
    page.metric("planform_trigger_events_total", "counter", "Events handed over to functions.");
    samples(page, "planform_trigger_events_total", all, kept -> kept.counts().delivered());
    page.metric("planform_trigger_discarded_total", "counter", "Events that no function can get.");
    samples(page, "planform_trigger_discarded_total", all, kept -> kept.counts().discarded());
    List<Kept> sources = all.stream().filter(kept -> kept.keeper() != null).toList();
    page.metric("planform_trigger_failures_total", "counter", "How often sources failed.");
    samples(page, "planform_trigger_failures_total", sources, kept -> kept.counts().failures());
    page.metric("planform_trigger_up", "gauge", "Whether the source runs.");
    samples(page, "planform_trigger_up", sources, TriggerSources::up);
  }

  private static double up(Kept kept) {
    SourceKeeper keeper = kept.keeper();
    return keeper != null && keeper.status().state() == SourceStatus.State.RUNNING ? 1 : 0;
  }

  private static void samples(
      Exposition page, String metric, List<Kept> triggers, ToDoubleFunction<Kept> value) {
    for (Kept kept : triggers) {
      page.sample(
          metric,
          value.applyAsDouble(kept),
          "function",
          kept.trigger().target().toString(),
          "type",
          kept.trigger().type(),
          "trigger",
          kept.trigger().id());
    }
  }

  /** Closes all sources. */
  @Override
  public void close() {
    List<Kept> all = new ArrayList<>(triggers.values());
    for (Kept kept : all) {
      if (kept.keeper() != null) {
        kept.keeper().end();
      }
    }
    long last = System.nanoTime() + LONGEST_END.toNanos();
    try {
      for (Kept kept : all) {
        Duration left = Duration.ofNanos(Math.max(1, last - System.nanoTime()));
        if (kept.keeper() != null && !kept.keeper().join(left)) {
          LOG.warn("the source of {} does not end", kept.trigger());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
