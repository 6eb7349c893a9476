package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.plan.Action;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Reason;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {
  private static final String PAIR =
      """
      resource "fake_thing" "base" {
        name = "base"
        size = 1
      }
      resource "fake_thing" "top" {
        name = "top"
        link = fake_thing.base.id
      }
      output "link" {
        value = fake_thing.top.link
      }
      """;

  @TempDir Path directory;
  private Workshop workshop;

  @BeforeEach
  void open() throws StoreException {
    workshop = new Workshop(directory);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  private ApplyResult applied(String hcl) throws StoreException {
    ApplyResult result = workshop.manifest(hcl).apply();
    assertNotNull(result, () -> workshop.diagnostics.toString());
    assertTrue(result.isComplete(), () -> workshop.diagnostics.toString());
    assertSettled();
    return result;
  }

  private void assertSettled() throws StoreException {
    Plan again = workshop.plan();
    assertNotNull(again, () -> workshop.diagnostics.toString());
    assertTrue(again.isEmpty(), () -> changes(again).toString());
    assertEquals(List.of(), again.drift());
  }

  private static Map<String, Action> changes(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.action() != Action.NO_OP)
        .collect(Collectors.toMap(change -> change.address().toString(), ResourceChange::action));
  }

  private Map<String, Action> planned(String hcl) throws StoreException {
    Plan plan = workshop.manifest(hcl).plan();
    assertNotNull(plan, () -> workshop.diagnostics.toString());
    return changes(plan);
  }

  @Test
  void createsInOrderAndPassesWhatBecameKnown() throws StoreException {
    ApplyResult result = applied(PAIR);

    assertEquals(2, result.count(Work.CREATE));
    assertEquals(workshop.cloud.named("base").get("id"), workshop.cloud.named("top").get("link"));
    assertEquals("fake_thing.base", result.done().getFirst().address().toString());
  }

  @Test
  void updatesInPlace() throws StoreException {
    applied(PAIR);
    String changed = PAIR.replace("size = 1", "size = 2");

    assertEquals(Map.of("fake_thing.base", Action.UPDATE), planned(changed));
    assertEquals(1, applied(changed).count(Work.UPDATE));
    assertEquals("2", workshop.cloud.named("base").get("size"));
  }

  @Test
  void replacesWhatCannotChangeAndUpdatesWhatRestsOnIt() throws StoreException {
    applied(PAIR);
    String renamed = PAIR.replace("\"base\"\n  size", "\"ground\"\n  size");

    assertEquals(
        Map.of("fake_thing.base", Action.DELETE_THEN_CREATE, "fake_thing.top", Action.UPDATE),
        planned(renamed));
    applied(renamed);
    assertEquals(List.of("ground", "top"), workshop.cloud.names());
  }

  @Test
  void createsTheReplacementFirstWhereThatIsAskedFor() throws StoreException {
    String safe =
        PAIR.replace("size = 1", "size = 1\n  lifecycle {\n    create_before_destroy = true\n  }");
    applied(safe);
    String renamed = safe.replace("\"base\"\n  size", "\"ground\"\n  size");

    assertEquals(Action.CREATE_THEN_DELETE, planned(renamed).get("fake_thing.base"));
    List<Work> order = applied(renamed).done().stream().map(ApplyResult.Item::work).toList();
    assertEquals(List.of(Work.CREATE, Work.UPDATE, Work.DELETE), order);
  }

  @Test
  void deletesWhatIsNoLongerDeclaredAfterWhatRestsOnIt() throws StoreException {
    applied(PAIR);
    ApplyResult result = applied("locals {}\n");

    assertEquals(
        List.of("fake_thing.top", "fake_thing.base"),
        result.done().stream().map(item -> item.address().toString()).toList());
    assertEquals(List.of(), workshop.cloud.names());
  }

  @Test
  void destroysEverythingAndTheOutputs() throws StoreException {
    applied(PAIR);
    workshop.apply(PlanRequest.of(Plan.Mode.DESTROY), new Interruption());

    assertEquals(List.of(), workshop.cloud.names());
    Snapshot snapshot = workshop.store().snapshot("default");
    assertEquals(List.of(), snapshot.resources());
    assertEquals(List.of(), snapshot.outputs());
  }

  @Test
  void countAndForEachGrowAndShrinkByKey() throws StoreException {
    String each =
        """
        resource "fake_thing" "each" {
          for_each = toset(%s)
          name     = "each-${each.key}"
        }
        resource "fake_thing" "counted" {
          count = %d
          name  = "counted-${count.index}"
        }
        output "names" {
          value = [for thing in fake_thing.each : thing.name]
        }
        """;
    applied(each.formatted("[\"a\", \"b\"]", 3));
    assertEquals(
        Map.of(
            "fake_thing.each[\"a\"]",
            Action.DELETE,
            "fake_thing.each[\"c\"]",
            Action.CREATE,
            "fake_thing.counted[2]",
            Action.DELETE),
        planned(each.formatted("[\"b\", \"c\"]", 2)));
    applied(each.formatted("[\"b\", \"c\"]", 2));
    assertEquals(List.of("counted-0", "counted-1", "each-b", "each-c"), workshop.cloud.names());
  }

  @Test
  void whatWasSetElsewhereAndIsNotDeclaredIsShownAndKept() throws StoreException {
    applied(PAIR);
    workshop.cloud.edit("base", "note", "by hand");

    Plan plan = workshop.plan();
    assertNotNull(plan);
    assertEquals(1, plan.drift().size());
    assertEquals(Map.of(), changes(plan));
    applied(PAIR.replace("size = 1", "size = 5"));
    assertEquals("by hand", workshop.cloud.named("base").get("note"));
  }

  @Test
  void whatIsDeclaredIsSetBackAndWhatWasDeclaredIsTakenOut() throws StoreException {
    applied(PAIR);
    workshop.cloud.edit("base", "size", "7");
    assertEquals(Map.of("fake_thing.base", Action.UPDATE), planned(PAIR));
    applied(PAIR);
    applied(PAIR.replace("  size = 1\n", ""));
    assertNull(workshop.cloud.named("base").get("size"));
  }

  @Test
  void whatWasDeletedElsewhereIsCreatedAgain() throws StoreException {
    applied(PAIR);
    workshop.cloud.remove("base");

    assertEquals(
        Map.of("fake_thing.base", Action.CREATE, "fake_thing.top", Action.UPDATE), planned(PAIR));
    applied(PAIR);
  }

  @Test
  void aRefusalStopsWhatRestsOnItAndIsAccountedFor() throws StoreException {
    workshop.cloud.troubles.put("base", FakeCloud.Trouble.REFUSED);
    ApplyResult result = workshop.manifest(PAIR).apply();

    assertNotNull(result);
    assertFalse(result.isComplete());
    assertEquals(List.of(), result.done());
    assertEquals(
        Set.of("fake_thing.base", "fake_thing.top"),
        result.notDone().stream()
            .map(item -> item.address().toString())
            .collect(Collectors.toSet()));
    applied(PAIR);
    assertEquals(2, workshop.cloud.creations.get());
  }

  @Test
  void aHalfMadeObjectIsTaintedAndReplaced() throws StoreException {
    workshop.cloud.troubles.put("base", FakeCloud.Trouble.HALF);
    workshop.manifest(PAIR).apply();

    Plan plan = workshop.plan();
    assertNotNull(plan);
    ResourceChange base =
        plan.changes().stream()
            .filter(change -> change.address().name().equals("base"))
            .findFirst()
            .orElseThrow();
    assertEquals(Action.DELETE_THEN_CREATE, base.action());
    assertEquals(Reason.REPLACE_TAINTED, base.reason());
    applied(PAIR);
    assertEquals(List.of("base", "top"), workshop.cloud.names());
  }

  @Test
  void aLostAnswerIsResolvedByLookingTheObjectUp() throws StoreException {
    workshop.cloud.troubles.put("base", FakeCloud.Trouble.DONE_IN_SILENCE);
    applied(PAIR);
    assertEquals(2, workshop.cloud.creations.get());
    assertEquals(List.of("base", "top"), workshop.cloud.names());
  }

  @Test
  void severalCandidatesStopTheRunAndAreNamed() throws StoreException {
    workshop.cloud.troubles.put("base", FakeCloud.Trouble.DONE_TWICE_IN_SILENCE);
    workshop.manifest(PAIR).apply();
    String said = workshop.diagnostics.toString();
    for (Map<String, String> thing : workshop.cloud.things()) {
      assertTrue(said.contains(thing.get("id")), said);
    }
    ResourceRow row = workshop.store().snapshot("default").resources().getFirst();
    assertEquals(ResourceRow.Status.UNKNOWN, row.status());

    assertNull(workshop.apply(), "nothing is done before the candidates are told apart");
    workshop.cloud.delete(workshop.cloud.things().getFirst().get("id"));
    applied(PAIR);
    assertEquals(List.of("base", "top"), workshop.cloud.names());
    assertEquals(3, workshop.cloud.creations.get());
  }

  @Test
  void anInterruptedApplyStartsNothingNew() throws StoreException {
    Interruption interruption = new Interruption();
    interruption.request();
    ApplyResult result = workshop.manifest(PAIR).apply(PlanRequest.NORMAL, interruption);

    assertNotNull(result);
    assertTrue(result.interrupted());
    assertEquals(2, result.notDone().size());
    assertEquals(List.of(), workshop.cloud.names());
  }

  @Test
  void aTargetTakesWithItWhatItRestsOnAndNothingElse() throws StoreException {
    String more = PAIR + "resource \"fake_thing\" \"other\" {\n  name = \"other\"\n}\n";
    workshop.manifest(more);
    Address top = Address.parse("fake_thing.top");
    assertNotNull(top);
    Plan plan =
        workshop.plan(
            new PlanRequest(
                Plan.Mode.NORMAL,
                true,
                Set.of(new Target.Block(top)),
                Set.of(),
                Set.of(),
                Parallelism.USUAL));
    assertNotNull(plan);
    assertEquals(Set.of("fake_thing.base", "fake_thing.top"), changes(plan).keySet());
  }

  @Test
  void preventDestroyRefusesAReplacement() throws StoreException {
    String kept =
        PAIR.replace("size = 1", "size = 1\n  lifecycle {\n    prevent_destroy = true\n  }");
    applied(kept);
    assertNull(workshop.manifest(kept.replace("\"base\"\n  size", "\"new\"\n  size")).plan());
    assertTrue(workshop.diagnostics.toString().contains("prevent_destroy"));
  }

  @Test
  void ignoredChangesAreLeftAlone() throws StoreException {
    String ignoring =
        PAIR.replace("size = 1", "size = 1\n  lifecycle {\n    ignore_changes = [size]\n  }");
    applied(ignoring);
    assertEquals(Map.of(), planned(ignoring.replace("size = 1", "size = 9")));
  }

  @Test
  void anotherTargetThanTheStatesIsRefused() throws StoreException {
    applied(PAIR);
    assertNull(
        workshop.manifest("provider \"fake\" {\n  target = \"https://cloud\"\n}\n" + PAIR).plan());
    assertTrue(workshop.diagnostics.toString().contains("https://cloud"));
  }

  @Test
  void aDataSourceWaitsForWhatIsNotKnownYet() throws StoreException {
    String waiting =
        PAIR
            + """
            data "fake_lookup" "late" {
              key = fake_thing.base.id
            }
            resource "fake_thing" "fed" {
              name = "fed"
              note = data.fake_lookup.late.value
            }
            """;
    assertEquals(Action.READ, planned(waiting).get("data.fake_lookup.late"));
    applied(waiting);
    String id = workshop.cloud.named("base").get("id");
    assertEquals("found " + id, workshop.cloud.named("fed").get("note"));
  }

  @Test
  void secretsAreNotInTheStateInClear() throws Exception {
    applied("resource \"fake_thing\" \"s\" {\n  name = \"s\"\n  secret = \"hunter2-long\"\n}\n");
    assertTrue(workshop.store().snapshot("default").resources().getFirst().sensitive());
    workshop.close();
    String file = Files.readString(directory.resolve("state.db"), StandardCharsets.ISO_8859_1);
    assertFalse(file.contains("hunter2-long"));
    open();
  }

  @Test
  void aProvidersComplaintPointsAtTheArgument() throws StoreException {
    workshop.manifest(
        "resource \"fake_thing\" \"x\" {\n  name = \"x\"\n  note = \"forbidden\"\n}\n");
    assertNull(workshop.plan());
    var range = workshop.diagnostics.getFirst().range();
    assertNotNull(range);
    assertEquals(3, range.start().line());
    assertNotEquals("", range.file());
  }
}
