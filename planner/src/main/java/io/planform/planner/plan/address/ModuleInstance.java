package io.planform.planner.plan.address;

import io.planform.planner.config.ModulePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instance of a module: the calls that lead to it from the root, each with its key. */
public record ModuleInstance(List<Step> steps) implements Comparable<ModuleInstance> {
  public static final ModuleInstance ROOT = new ModuleInstance(List.of());

  public ModuleInstance {
    steps = List.copyOf(steps);
  }

  /**
   * @param key null for a call without {@code count} and {@code for_each}
   */
  public record Step(String call, @Nullable InstanceKey key) implements Comparable<Step> {
    private static final Comparator<Step> ORDER =
        Comparator.comparing(Step::call)
            .thenComparing(Step::key, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(Step other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return "module." + call + (key == null ? "" : key);
    }
  }

  public boolean isRoot() {
    return steps.isEmpty();
  }

  public ModuleInstance child(String call, @Nullable InstanceKey key) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(call, key));
    return new ModuleInstance(longer);
  }

  /** The module, without keys. */
  public ModulePath path() {
    return isRoot() ? ModulePath.ROOT : new ModulePath(steps.stream().map(Step::call).toList());
  }

  /**
   * Whether this is the instance or one in it. An instance named without its last key means all of
   * that call.
   */
  public boolean isWithin(ModuleInstance outer) {
    int depth = outer.steps.size();
    if (depth == 0) {
      return true;
    }
    if (steps.size() < depth
        || !steps.subList(0, depth - 1).equals(outer.steps.subList(0, depth - 1))) {
      return false;
    }
    Step last = outer.steps.getLast();
    Step mine = steps.get(depth - 1);
    return mine.call().equals(last.call()) && (last.key() == null || last.key().equals(mine.key()));
  }

  /** Those nearer to the root first; then by names, then by keys. */
  @Override
  public int compareTo(ModuleInstance other) {
    int order = Integer.compare(steps.size(), other.steps.size());
    for (int i = 0; order == 0 && i < steps.size(); i++) {
      order = steps.get(i).compareTo(other.steps.get(i));
    }
    return order;
  }

  /** {@code module.a[0].module.b["x"]}; empty for the root. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(text.isEmpty() ? "" : ".").append(step);
    }
    return text.toString();
  }
}
