package io.planform.host.reservation;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.reservation.Reservation;
import io.planform.functiongraph.reservation.Timeline;
import io.planform.host.alias.Alias;
import io.planform.host.alias.CurrentAliases;
import io.planform.host.alias.Shift;
import io.planform.host.dispatch.Invoker;
import io.planform.host.dispatch.Reserve;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.reservation.StoredReservation.AliasOf;
import io.planform.host.reservation.StoredReservation.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One reservation and what it wants just now. Used by one thread. */
final class Upkeep {
  /** For so long an alias stays with the version before, while its successor gets ready. */
  private static final Duration LONGEST_HANDOVER = Duration.ofMinutes(1);

  private final StoredReservation stored;
  private final FunctionCatalogue functions;
  private final CurrentAliases aliases;
  private final Invoker invoker;
  private final Timeline timeline;
  private final PeakWindow peaks = new PeakWindow();
  private int scheduled;
  private Instant lookAgain = Instant.MIN;

  /** The version that the alias' calls go to; empty before the first look. */
  private String serving = "";

  private Instant handoverUntil = Instant.MIN;
  private volatile int ready;

  Upkeep(
      StoredReservation stored,
      FunctionCatalogue functions,
      CurrentAliases aliases,
      Invoker invoker) {
    this.stored = stored;
    this.functions = functions;
    this.aliases = aliases;
    this.invoker = invoker;
    this.timeline = stored.settings().timeline();
  }

  /** So many instances of a version. */
  record Share(CurrentFunction function, Reserve reserve) {}

  StoredReservation stored() {
    return stored;
  }

  /** Instances that are ready, when last looked at. */
  int ready() {
    return ready;
  }

  /** What is wanted; empty where the version or alias is gone. */
  Optional<List<Share>> wanted(Instant now) {
    return switch (stored.target()) {
      case Version(String name) ->
          version(name).map(function -> of(List.of(new Part(function, 100)), now));
      case AliasOf(String id, String name) ->
          aliases
              .find(stored.functionId(), name)
              .filter(alias -> alias.id().equals(id))
              .flatMap(alias -> parts(alias, now))
              .map(parts -> of(parts, now));
    };
  }

  /** What is done for it no longer matters. */
  void end() {
    if (stored.target() instanceof AliasOf(String id, _)) {
      aliases.serveFreely(id);
    }
  }

  private Optional<CurrentFunction> version(String name) {
    FunctionUrn urn = stored.function().withQualifier(name);
    return functions.current(urn).filter(each -> each.id().equals(stored.functionId()));
  }

  /** A version and its share of the instances, in percent. */
  private record Part(CurrentFunction function, int percent) {}

  private Optional<List<Part>> parts(Alias alias, Instant now) {
    Optional<CurrentFunction> current = version(alias.version());
    if (current.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    int rest = 100;
    if (alias.shift().orElse(null) instanceof Shift.Weight(String version, int percent)) {
      Optional<CurrentFunction> additional = version(version);
      additional.ifPresent(function -> parts.add(new Part(function, percent)));
      rest -= additional.isPresent() ? percent : 0;
    }
    parts.addFirst(new Part(current.get(), rest));
    predecessor(alias, current.get(), now).ifPresent(before -> parts.add(new Part(before, 100)));
    return Optional.of(parts);
  }

  /** Calls go to the version before, until the one that follows it is ready. */
  private Optional<CurrentFunction> predecessor(
      Alias alias, CurrentFunction successor, Instant now) {
    if (serving.isEmpty() || serving.equals(alias.version())) {
      serveNow(alias);
      return Optional.empty();
    }
    if (handoverUntil.equals(Instant.MIN)) {
      handoverUntil = now.plus(LONGEST_HANDOVER);
    }
    Reserve.Standing standing = invoker.standing(successor.revision());
    boolean over = standing.ready() >= scheduled(now) || standing.failing();
    Optional<CurrentFunction> before = version(serving);
    if (over || before.isEmpty() || !now.isBefore(handoverUntil)) {
      serveNow(alias);
      return Optional.empty();
    }
    return before;
  }

  private void serveNow(Alias alias) {
    handoverUntil = Instant.MIN;
    serving = alias.version();
    aliases.serve(alias.id(), serving);
  }

  private List<Share> of(List<Part> parts, Instant now) {
    Part major = parts.getFirst();
    int count = limited(major.function(), count(major.function(), now));
    List<Share> shares = new ArrayList<>();
    int standing = 0;
    for (Part part : parts) {
      int share = (count * part.percent() + 99) / 100;
      shares.add(new Share(part.function(), new Reserve(share, stored.settings().idleMode())));
      standing += Math.min(share, invoker.standing(part.function().revision()).ready());
    }
    ready = standing;
    return shares;
  }

  private int count(CurrentFunction major, Instant now) {
    Reservation settings = stored.settings();
    int wanted = scheduled(now);
    if (!settings.metrics().isEmpty()) {
      int running = peaks.add(now.getEpochSecond(), invoker.standing(major.revision()).peak());
      int each = Math.max(1, major.revision().concurrency());
      wanted =
          Math.max(
              wanted,
              settings.metrics().stream()
                  .mapToInt(policy -> policy.wanted(running, each))
                  .max()
                  .orElse(0));
    }
    return wanted;
  }

  private int scheduled(Instant now) {
    if (!now.isBefore(lookAgain)) {
      scheduled = timeline.countAt(now);
      lookAgain = timeline.nextLook(now).orElse(Instant.MAX);
    }
    return scheduled;
  }

  private static int limited(CurrentFunction function, int count) {
    int most = function.revision().maxInstances();
    return Math.min(Reservation.MOST, most < 0 ? count : Math.min(count, most));
  }
}
