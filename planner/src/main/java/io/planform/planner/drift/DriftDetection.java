package io.planform.planner.drift;

import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.ChangeHistory.Change;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Revision;
import io.planform.store.state.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a plan's drift as objects with attributes and causes. */
public final class DriftDetection {
  private record Key(String address, String deposed) {
    static Key of(ResourceChange change) {
      return new Key(change.address().toString(), change.deposed());
    }
  }

  private final Plan plan;
  private final Map<Key, Instant> applied = new HashMap<>();
  private final Map<Key, ResourceChange> planned = new HashMap<>();

  /**
   * @param plan a normal one, with refresh
   * @param snapshot that it was made from
   * @param history of the state
   */
  public DriftDetection(Plan plan, Snapshot snapshot, List<Revision> history) {
    this.plan = plan;
    Map<Long, Instant> times = new HashMap<>();
    history.forEach(revision -> times.put(revision.number(), revision.at()));
    for (ResourceRow row : snapshot.resources()) {
      applied.put(
          new Key(row.address(), row.deposed()), times.getOrDefault(row.revision(), Instant.EPOCH));
    }
    plan.changes().forEach(change -> planned.put(Key.of(change), change));
  }

  /** By provider, the earliest time from which calls are of interest. */
  public Map<String, Instant> since() {
    Map<String, Instant> since = new HashMap<>();
    for (ResourceChange drift : plan.drift()) {
      since.merge(
          drift.provider(), appliedAt(drift), (one, other) -> one.isBefore(other) ? one : other);
    }
    return since;
  }

  private Instant appliedAt(ResourceChange drift) {
    return applied.getOrDefault(Key.of(drift), Instant.EPOCH);
  }

  /**
   * What drifted.
   *
   * @param changes what providers say of the time since {@link #since}, by provider
   */
  public List<DriftedObject> objects(Map<String, List<Change>> changes) {
    Map<String, Map<String, List<Change>>> calls = new HashMap<>();
    changes.forEach((provider, all) -> calls.put(provider, byObject(all)));
    List<DriftedObject> objects = new ArrayList<>();
    Map<String, DriftedObject> gone = new HashMap<>();
    for (ResourceChange drift : plan.drift()) {
      String id = objectId(drift);
      List<Change> own = calls.getOrDefault(drift.provider(), Map.of()).getOrDefault(id, List.of());
      DriftedObject object =
          new DriftedObject(
              drift.address(),
              drift.deposed(),
              id,
              drift.after() == null,
              attributes(drift),
              foreign(own, drift));
      objects.add(object);
      if (object.gone()) {
        gone.put(drift.address().node().toString(), object);
      }
    }
    return objects.stream().map(object -> withReason(object, gone)).toList();
  }

  private static Map<String, List<Change>> byObject(List<Change> changes) {
    Map<String, List<Change>> calls = new HashMap<>();
    for (Change change : changes) {
      for (String object : change.objects()) {
        calls.computeIfAbsent(object, _ -> new ArrayList<>()).add(change);
      }
    }
    return calls;
  }

  private static String objectId(ResourceChange drift) {
    ResourceState recorded = drift.recorded();
    Value.Obj before = drift.before();
    return recorded != null ? recorded.objectId() : before == null ? "" : ResourceState.id(before);
  }

  /** Those of others, since this state's last call of its own. */
  private List<Change> foreign(List<Change> calls, ResourceChange drift) {
    Instant from = appliedAt(drift);
    List<Change> foreign = new ArrayList<>();
    for (Change call : calls) {
      if (call.lineage().equals(plan.lineage())) {
        foreign.clear();
      } else if (!call.at().isBefore(from)) {
        foreign.add(call);
      }
    }
    return foreign;
  }

  /** What went with what it rested on has no call of its own. */
  private DriftedObject withReason(DriftedObject object, Map<String, DriftedObject> gone) {
    ResourceChange change = planned.get(new Key(object.address().toString(), object.deposed()));
    if (!object.gone() || !object.calls().isEmpty() || change == null) {
      return object;
    }
    return change.declaration().dependencies().stream()
        .map(gone::get)
        .filter(base -> base != null && !base.calls().isEmpty())
        .findFirst()
        .map(
            base ->
                new DriftedObject(
                    object.address(),
                    object.deposed(),
                    object.objectId(),
                    true,
                    List.of(),
                    List.of(base.calls().getLast())))
        .orElse(object);
  }

  private List<DriftedAttribute> attributes(ResourceChange drift) {
    Value.Obj before = drift.before();
    Value.Obj after = drift.after();
    if (before == null || after == null) {
      return List.of();
    }
    ResourceChange change = planned.get(Key.of(drift));
    Set<String> declared =
        change == null || change.after() == null
            ? Set.of()
            : new HashSet<>(change.declaration().declared());
    List<DriftedAttribute> attributes = new ArrayList<>();
    for (ValuePath path : Differences.between(before, after)) {
      boolean isDeclared =
          path.steps().getFirst() instanceof ValuePath.Attribute(String name)
              && declared.contains(name);
      Value wanted =
          isDeclared && change != null && change.after() != null ? at(path, change.after()) : null;
      attributes.add(
          new DriftedAttribute(path, isDeclared, wanted, at(path, before), at(path, after)));
    }
    return attributes;
  }

  private static @Nullable Value at(ValuePath path, Value.Obj object) {
    Value value = path.in(object);
    return value instanceof Value.Null ? null : value;
  }

  /** Groups objects by who changed each of them last; what nobody is known for comes last. */
  public static List<Cause> causes(List<DriftedObject> objects) {
    record Actor(String name, String source) {}
    Map<Actor, List<DriftedObject>> groups = new LinkedHashMap<>();
    for (DriftedObject object : objects) {
      Actor actor =
          object.calls().isEmpty()
              ? new Actor("", "")
              : new Actor(object.calls().getLast().actor(), object.calls().getLast().source());
      groups.computeIfAbsent(actor, _ -> new ArrayList<>()).add(object);
    }
    return groups.entrySet().stream()
        .map(group -> new Cause(group.getKey().name(), group.getKey().source(), group.getValue()))
        .sorted(Comparator.comparing((Cause cause) -> !cause.isKnown()).thenComparing(Cause::actor))
        .toList();
  }
}
