package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.plan.Plan;
import io.planform.store.state.ResourceRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An apply dies at each moment that it comes by, whatever kind of operation is under way and
 * whatever becomes of calls on their way; the next apply ends in the same place, with nothing lost
 * and nothing made twice.
 */
class CrashTest {
  @TempDir(factory = MemoryFolder.class)
  Path directory;

  private MortalApply apply;

  @BeforeEach
  void open() {
    apply = new MortalApply(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "actions, HEARD, 31",
    "actions, ANSWERS_LOST, 35",
    "actions, REQUESTS_LOST, 9",
    "modules, HEARD, 36",
    "moves, HEARD, 10",
    "moves, ANSWERS_LOST, 10",
    "provisioners, HEARD, 16",
    "provisioners, ANSWERS_LOST, 16",
    "destruction, HEARD, 20",
    "destruction, ANSWERS_LOST, 20"
  })
  void theNextApplyEndsInTheSamePlace(String name, FakeCloud.Traffic traffic, int atLeast)
      throws Exception {
    List<String> moments = apply.moments(name, traffic);
    assertTrue(moments.size() >= atLeast, () -> moments.size() + " " + moments);
    List<MortalApply.Trial> trials = apply.prepare(name, traffic, moments);

    apply.die(trials);

    Outcome wanted = Outcome.of(apply.prepare(name, traffic, List.of("")).getFirst(), name);
    assertAll(trials, name, wanted);
  }

  /** The apply that recovers dies as well, at a moment that a fixed seed chooses. */
  @ParameterizedTest
  @CsvSource({"actions, HEARD", "actions, ANSWERS_LOST", "moves, HEARD", "provisioners, HEARD"})
  void soDoesTheOneAfterASecondDeath(String name, FakeCloud.Traffic traffic) throws Exception {
    List<String> moments = apply.moments(name, traffic);
    List<MortalApply.Trial> trials = apply.prepare(name, traffic, moments);
    SplittableRandom random = new SplittableRandom(20261121);

    apply.die(trials);
    apply.die(trials.stream().map(trial -> trial.again(1 + random.nextInt(20))).toList());

    Outcome wanted = Outcome.of(apply.prepare(name, traffic, List.of("")).getFirst(), name);
    assertAll(trials, name, wanted);
  }

  private static void assertAll(List<MortalApply.Trial> trials, String name, Outcome wanted) {
    List<String> wrong = new ArrayList<>();
    for (MortalApply.Trial trial : trials) {
      try {
        assertEquals(wanted, Outcome.of(trial, name));
      } catch (Exception | AssertionError e) {
        wrong.add("died at '" + trial.moment() + "': " + e.getMessage());
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  /**
   * What there is after an apply that was let live.
   *
   * @param things names of what the cloud holds
   * @param addresses of what the state holds
   * @param outputs their names
   */
  record Outcome(List<String> things, List<String> addresses, List<String> outputs) {

    static Outcome of(MortalApply.Trial trial, String name) throws Exception {
      try (Workshop workshop = new Workshop(trial.directory())) {
        ApplyResult result = workshop.apply();
        assertNotNull(result, () -> workshop.diagnostics.toString());
        assertTrue(result.isComplete(), () -> workshop.diagnostics.toString());
        Outcome outcome = of(workshop);
        assertNothingLostOrDoubled(workshop, name);
        assertSettled(workshop);
        return outcome;
      }
    }

    private static Outcome of(Workshop workshop) throws Exception {
      return new Outcome(
          workshop.cloud.names(),
          workshop.resources().stream().map(ResourceRow::address).sorted().toList(),
          workshop.store().snapshot("default").outputs().stream()
              .map(output -> output.name())
              .sorted()
              .toList());
    }

    private static void assertNothingLostOrDoubled(Workshop workshop, String name)
        throws Exception {
      // What was forgotten is there still, and nobody's.
      List<String> owned =
          workshop.cloud.things().stream()
              .filter(thing -> !name.equals("moves") || !"old".equals(thing.get("name")))
              .map(thing -> thing.get("id"))
              .sorted()
              .toList();
      assertEquals(
          owned, workshop.resources().stream().map(ResourceRow::objectId).sorted().toList());
      if (!name.equals("provisioners")) {
        // What died while it was provisioned is tainted, and rightly made once more.
        assertEquals(List.of(), repeated(workshop.cloud.history()));
      }
    }

    /** One thing was made in half first: it is made twice and deleted once. */
    private static List<String> repeated(List<String> history) {
      return history.stream()
          .filter(line -> !line.endsWith(" half"))
          .collect(Collectors.groupingBy(line -> line, Collectors.counting()))
          .entrySet()
          .stream()
          .filter(entry -> entry.getValue() > 1)
          .map(Map.Entry::getKey)
          .toList();
    }

    private static void assertSettled(Workshop workshop) throws Exception {
      for (ResourceRow row : workshop.resources()) {
        assertEquals(ResourceRow.Status.OK, row.status(), row.address());
      }
      Plan again = workshop.plan();
      assertNotNull(again, () -> workshop.diagnostics.toString());
      assertTrue(again.isEmpty(), again::toString);
      assertEquals(List.of(), workshop.store().snapshot("default").unfinished());
    }
  }
}
