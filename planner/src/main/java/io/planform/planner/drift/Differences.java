package io.planform.planner.drift;

import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The smallest parts in which two values differ that have a name: elements of sets have none. */
final class Differences {
  private final List<ValuePath> paths = new ArrayList<>();

  private Differences() {}

  static List<ValuePath> between(Value.Obj before, Value.Obj after) {
    Differences differences = new Differences();
    differences.compare(ValuePath.ROOT, before, after);
    return differences.paths;
  }

  private void compare(ValuePath path, @Nullable Value before, @Nullable Value after) {
    Value was = absent(before);
    Value is = absent(after);
    if (Objects.equals(was, is)) {
      return;
    }
    if (was instanceof Value.Obj(var old) && is instanceof Value.Obj(var young)) {
      for (String name : names(old.keySet(), young.keySet())) {
        compare(path.attribute(name), old.get(name), young.get(name));
      }
    } else if (was instanceof Value.MapOf(_, var old) && is instanceof Value.MapOf(_, var young)) {
      for (String key : names(old.keySet(), young.keySet())) {
        compare(path.key(key), old.get(key), young.get(key));
      }
    } else if (was instanceof Value.ListOf(_, var old)
        && is instanceof Value.ListOf(_, var young)
        && old.size() == young.size()) {
      for (int i = 0; i < old.size(); i++) {
        compare(path.index(i), old.get(i), young.get(i));
      }
    } else {
      paths.add(path);
    }
  }

  private static Set<String> names(Iterable<String> some, Iterable<String> others) {
    Set<String> names = new TreeSet<>();
    some.forEach(names::add);
    others.forEach(names::add);
    return names;
  }

  private static @Nullable Value absent(@Nullable Value value) {
    return value instanceof Value.Null ? null : value;
  }
}
