package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs from call to call is promised by no plan, and is there after an apply. */
class PlanTimeTest {
  private static final String OUTPUTS =
      """
      locals {
        now = timestamp()
      }
      output "now" {
        value = local.now
      }
      output "id" {
        value = uuid()
      }
      output "planned" {
        value = plantimestamp()
      }
      """;

  @TempDir Path directory;

  @Test
  void aPlanKnowsItsOwnTimeOnly() throws Exception {
    try (Workshop workshop = new Workshop(directory).manifest(OUTPUTS)) {
      Plan plan = Objects.requireNonNull(workshop.plan());
      assertTrue(planned(plan, "now").isUnknown());
      assertTrue(planned(plan, "id").isUnknown());
      assertTrue(planned(plan, "planned") instanceof Value.Str);
    }
  }

  @Test
  void anApplyKnowsAll() throws Exception {
    try (Workshop workshop = new Workshop(directory).manifest(OUTPUTS)) {
      assertTrue(workshop.apply() != null, workshop.diagnostics.toString());
      assertEquals(List.of(), workshop.diagnostics);
      assertEquals(3, workshop.store().snapshot("default").outputs().size());
    }
  }

  private static Value planned(Plan plan, String name) {
    OutputChange change =
        plan.outputs().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return Objects.requireNonNull(change.after());
  }
}
