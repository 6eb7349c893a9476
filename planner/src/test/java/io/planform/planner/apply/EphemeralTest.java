package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.state.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EphemeralTest {
  private static final String LOGIN =
      """
      provider "fake" {
        token = ephemeral.fake_token.login.value
      }
      provider "fake" {
        alias = "plain"
      }
      ephemeral "fake_token" "login" {
        provider = fake.plain
        name     = "login"
      }
      """;
  private static final PlanRequest DESTROY =
      new PlanRequest(Plan.Mode.DESTROY, true, Set.of(), Set.of(), Set.of(), Parallelism.USUAL);

  @TempDir Path directory;

  @Test
  void areOpenedForThePlanAndAgainForTheApply() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(LOGIN + "resource \"fake_thing\" \"a\" { name = \"a\" }");
      assertNotNull(workshop.apply());
      assertEquals(
          List.of("open login-1", "close login-1", "open login-2", "create with login-2")
              .toString(),
          List.copyOf(workshop.cloud.tokens).subList(0, 4).toString());
      assertEquals("close login-2", List.copyOf(workshop.cloud.tokens).getLast());
    }
  }

  @Test
  void areOpenedWhereProvidersNeedThemToDestroy() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(
          LOGIN
              + """
              resource "fake_thing" "a" { name = "a" }
              ephemeral "fake_token" "unused" {
                provider = fake.plain
                name     = "unused"
              }
              """);
      assertNotNull(workshop.apply());
      workshop.cloud.tokens.clear();
      workshop.cloud.openings.set(0);
      assertNotNull(workshop.apply(DESTROY));
      assertEquals(
          List.of(
              "open login-1",
              "close login-1",
              "open login-2",
              "delete with login-2",
              "close login-2"),
          List.copyOf(workshop.cloud.tokens));
    }
  }

  @Test
  void areInNoStateAndNoPlan() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(
          """
          ephemeral "fake_token" "t" {
            count = 2
            name  = "t"
          }
          resource "fake_thing" "a" {
            name       = "a"
            note       = length(ephemeral.fake_token.t) == 2 ? "yes" : null
            depends_on = [ephemeral.fake_token.t]
          }
          """);
      Plan plan = workshop.plan();
      assertNotNull(plan, () -> workshop.diagnostics.toString());
      assertEquals(1, plan.changes().size());
      assertNotNull(workshop.apply());
      Snapshot state = workshop.store().snapshot("default");
      assertEquals(1, state.resources().size());
      assertFalse(state.toString().contains("t-"));
    }
  }

  @Test
  void thatRestOnWhatIsMadeAreOpenedAfterIt() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(
          """
          resource "fake_thing" "a" { name = "a" }
          ephemeral "fake_token" "t" { name = fake_thing.a.id }
          """);
      assertNotNull(workshop.plan());
      assertEquals(List.of(), List.copyOf(workshop.cloud.tokens));
      assertNotNull(workshop.apply());
      assertEquals(2, workshop.cloud.tokens.size());
    }
  }

  @Test
  void areClosedAfterAFailure() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(
          """
          ephemeral "fake_token" "t" { name = "t" }
          ephemeral "fake_token" "u" { name = "${ephemeral.fake_token.t.value == "" ? "" : "missing"}" }
          """);
      assertEquals(null, workshop.plan());
      assertEquals(List.of("open t-1", "close t-1"), List.copyOf(workshop.cloud.tokens));
      assertEquals(
          List.of("The cloud says no"),
          workshop.diagnostics.stream().map(Diagnostic::summary).toList());
    }
  }

  @Test
  void areRenewedWhileTheyAreNeeded() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(
          """
          ephemeral "fake_token" "t" { name = "short" }
          resource "fake_thing" "a" {
            name       = "a"
            depends_on = [ephemeral.fake_token.t]
          }
          """);
      workshop.cloud.held.put("a", workshop.cloud.renewal);
      ApplyResult result = workshop.apply();
      assertTrue(result != null && result.isComplete(), () -> workshop.diagnostics.toString());
    }
  }
}
