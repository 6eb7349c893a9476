package io.planform.planner.plan.evaluation;

import io.planform.planner.config.ModulePath;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the conditions of something that is declared with conditions.
 *
 * @param name in its module, as in {@code terraform_data.a} or {@code data.x.y} for a resource
 * @param instances none where there are none, or where planning did not get that far
 */
public record CheckResult(
    Kind kind, ModulePath module, String name, Status status, List<Instance> instances) {

  public CheckResult {
    instances = List.copyOf(instances);
  }

  public enum Kind {
    RESOURCE,
    OUTPUT_VALUE,
    CHECK,
    VAR
  }

  /** The worse ones later. */
  public enum Status {
    PASS,
    UNKNOWN,
    FAIL,
    /** A condition could not be evaluated. */
    ERROR;

    Status and(Status other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /**
   * @param key of a resource's instance
   * @param problems the messages of the conditions that do not hold
   */
  public record Instance(
      ModuleInstance module, @Nullable InstanceKey key, Status status, List<String> problems) {
    public Instance {
      problems = List.copyOf(problems);
    }
  }
}
