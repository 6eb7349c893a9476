package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.CheckResult.Instance;
import io.planform.planner.plan.evaluation.CheckResult.Kind;
import io.planform.planner.plan.evaluation.CheckResult.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Collects what conditions say. Safe for use by many threads. */
final class CheckLog {
  private static final Comparator<Instance> ORDER =
      Comparator.comparing(Instance::module)
          .thenComparing(Instance::key, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Map<Subject, Queue<Instance>> found = new ConcurrentHashMap<>();

  private record Subject(Kind kind, ModulePath module, String name) {}

  /** Notes the conditions of one instance of a resource, or some of them. */
  void note(BlockInstance instance, Conditions conditions) {
    Address address = instance.address();
    note(Kind.RESOURCE, address.module(), instance.block().key(), address.key(), conditions);
  }

  /** Notes the conditions of something else in one instance of its module. */
  void note(Kind kind, ModuleInstance module, String name, Conditions conditions) {
    note(kind, module, name, null, conditions);
  }

  private void note(
      Kind kind,
      ModuleInstance module,
      String name,
      @Nullable InstanceKey key,
      Conditions conditions) {
    found
        .computeIfAbsent(new Subject(kind, module.path(), name), _ -> new ConcurrentLinkedQueue<>())
        .add(new Instance(module, key, conditions.status(), conditions.problems()));
  }

  /**
   * All that is declared with conditions.
   *
   * @param whole whether all was looked at that there is
   */
  List<CheckResult> results(ConfigurationTree tree, boolean whole) {
    List<CheckResult> results = new ArrayList<>();
    tree.modules().forEach((path, module) -> results(path, module, whole, results));
    return results;
  }

  /**
   * All that is declared with conditions, where none is looked at. Of the root's outputs it is
   * known all the same which there are.
   */
  static List<CheckResult> unknown(ConfigurationTree tree) {
    List<CheckResult> results = new ArrayList<>();
    for (CheckResult each : new CheckLog().results(tree, false)) {
      boolean isThere = each.kind() == Kind.OUTPUT_VALUE && each.module().isRoot();
      Instance output = new Instance(ModuleInstance.ROOT, null, Status.UNKNOWN, List.of());
      results.add(
          new CheckResult(
              each.kind(),
              each.module(),
              each.name(),
              Status.UNKNOWN,
              isThere ? List.of(output) : List.of()));
    }
    return results;
  }

  private void results(
      ModulePath path, Configuration module, boolean whole, List<CheckResult> results) {
    module.resources().values().stream()
        .filter(block -> block.lifecycle().hasConditions())
        .forEach(block -> results.add(result(Kind.RESOURCE, path, block.key(), whole)));
    module.outputs().values().stream()
        .filter(output -> !output.preconditions().isEmpty())
        .forEach(output -> results.add(result(Kind.OUTPUT_VALUE, path, output.name(), whole)));
    module.checks().keySet().forEach(name -> results.add(result(Kind.CHECK, path, name, whole)));
    module.variables().values().stream()
        .filter(variable -> !variable.validations().isEmpty())
        .forEach(variable -> results.add(result(Kind.VAR, path, variable.name(), whole)));
  }

  /**
   * What was known before, and what was noted here in its place. Of data sources that nobody looked
   * at again nothing is known any more, as in Terraform.
   */
  List<CheckResult> over(List<CheckResult> before) {
    return before.stream().map(this::over).toList();
  }

  private CheckResult over(CheckResult before) {
    TreeSet<Instance> instances = new TreeSet<>(ORDER);
    instances.addAll(noted(new Subject(before.kind(), before.module(), before.name())));
    boolean forgets = before.kind() == Kind.RESOURCE && before.name().startsWith("data.");
    for (Instance each : before.instances()) {
      instances.add(
          forgets ? new Instance(each.module(), each.key(), Status.UNKNOWN, List.of()) : each);
    }
    return new CheckResult(
        before.kind(),
        before.module(),
        before.name(),
        instances.stream().map(Instance::status).reduce(Status::and).orElse(before.status()),
        List.copyOf(instances));
  }

  private CheckResult result(Kind kind, ModulePath path, String name, boolean whole) {
    List<Instance> instances = noted(new Subject(kind, path, name));
    Status status =
        instances.stream()
            .map(Instance::status)
            .reduce(Status::and)
            .orElse(whole ? Status.PASS : Status.UNKNOWN);
    return new CheckResult(kind, path, name, status, instances);
  }

  private List<Instance> noted(Subject subject) {
    List<Instance> notes =
        new ArrayList<>(found.getOrDefault(subject, new ConcurrentLinkedQueue<>()));
    notes.sort(ORDER);
    List<Instance> instances = new ArrayList<>();
    for (Instance note : notes) {
      Instance last = instances.isEmpty() ? null : instances.getLast();
      if (last != null && ORDER.compare(last, note) == 0) {
        instances.set(instances.size() - 1, joined(last, note));
      } else {
        instances.add(note);
      }
    }
    return instances;
  }

  /** Conditions before and after an instance is planned. */
  private static Instance joined(Instance first, Instance second) {
    List<String> problems = new ArrayList<>(first.problems());
    problems.addAll(second.problems());
    return new Instance(first.module(), first.key(), first.status().and(second.status()), problems);
  }
}
