package io.planform.planner.state;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What two revisions of a state say differently, in the order of the addresses and names. */
public record StateDifference(List<Resource> resources, List<Output> outputs) {

  /** One object; null where it is not there. */
  public record Resource(@Nullable ResourceState before, @Nullable ResourceState after) {
    /** One of the two is there. */
    public ResourceState any() {
      ResourceState row = after == null ? before : after;
      if (row == null) {
        throw new IllegalStateException("a difference between nothing and nothing");
      }
      return row;
    }
  }

  /** One output; null where it is not there. */
  public record Output(String name, @Nullable Value before, @Nullable Value after) {}

  public static StateDifference of(RecordedState before, RecordedState after) {
    Map<Key, ResourceState> old = byKey(before);
    Map<Key, ResourceState> now = byKey(after);
    TreeSet<Key> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    List<Resource> resources = new ArrayList<>();
    for (Key key : keys) {
      ResourceState was = old.get(key);
      ResourceState is = now.get(key);
      if (was == null || !was.equals(is)) {
        resources.add(new Resource(was, is));
      }
    }
    TreeSet<String> names = new TreeSet<>(before.outputs().keySet());
    names.addAll(after.outputs().keySet());
    List<Output> outputs = new ArrayList<>();
    for (String name : names) {
      Value was = before.outputs().get(name);
      Value is = after.outputs().get(name);
      if (was == null || !was.equals(is)) {
        outputs.add(new Output(name, was, is));
      }
    }
    return new StateDifference(resources, outputs);
  }

  public boolean isEmpty() {
    return resources.isEmpty() && outputs.isEmpty();
  }

  private static Map<Key, ResourceState> byKey(RecordedState state) {
    Map<Key, ResourceState> rows = new TreeMap<>();
    state.resources().forEach(row -> rows.put(new Key(row.address(), row.deposed()), row));
    return rows;
  }

  private record Key(Address address, String deposed) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::address).thenComparing(Key::deposed);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }
}
