package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.apply.FakeCloud.Trouble;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.store.state.Operation;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever is declared, whatever the state was and whatever the cloud does: nothing that exists is
 * ever unaccounted for; once the cloud is well, one apply makes everything as declared and a second
 * one has nothing to do; and destroy ends with nothing. A failure prints itself as a test.
 */
class ScenarioTest {
  private static final int THINGS = 5;

  /** Names that scenarios use: the first is of a first generation, the second of the next. */
  private static final List<String> NAMES =
      IntStream.range(0, THINGS)
          .boxed()
          .flatMap(i -> Stream.of("t" + i, "t" + i + "-new"))
          .toList();

  @Property(tries = 60, seed = "20261121")
  void theStateStaysTrueAndAllEndsAsDeclared(@ForAll("scenarios") Scenario scenario)
      throws Exception {
    hold(scenario);
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    Arbitrary<Set<String>> some = Arbitraries.of(NAMES).set().ofMaxSize(2);
    return Combinators.combine(
            configurations(),
            troubles(),
            some,
            some,
            configurations(),
            troubles(),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))),
            Arbitraries.of(Scenario.What.class))
        .as(Scenario::new);
  }

  private static Arbitrary<Map<String, Trouble>> troubles() {
    return Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.of(Trouble.class)).ofMaxSize(4);
  }

  /** Each thing is there or not, and rests on one with a lower number or on none. */
  private static Arbitrary<String> configurations() {
    Arbitrary<String> bits = Arbitraries.strings().withChars("0123456789abcdef").ofLength(4);
    return bits.list()
        .ofSize(THINGS)
        .map(
            all ->
                IntStream.range(0, THINGS)
                    .mapToObj(i -> thing(i, Integer.parseInt(all.get(i), 16), all))
                    .collect(Collectors.joining()));
  }

  private static boolean declared(int bits) {
    return bits % 4 != 0;
  }

  private static String thing(int number, int bits, List<String> all) {
    if (!declared(bits)) {
      return "";
    }
    int link = number == 0 ? -1 : (bits >> 2) % (2 * number);
    boolean linked = link >= 0 && link < number && declared(Integer.parseInt(all.get(link), 16));
    boolean several = (bits >> 6) % 5 == 0;
    String name = "t" + number + ((bits >> 9) % 2 == 0 ? "" : "-new");
    return """
        resource "fake_thing" "t%d" {
          name = "%s"
          size = %d
        %s%s%s}
        """
        .formatted(
            number,
            name,
            (bits >> 10) % 3,
            several ? "  count = 1\n" : "",
            linked ? "  note = jsonencode(fake_thing.t" + link + ")\n" : "",
            (bits >> 12) % 2 == 0 ? "" : "  lifecycle {\n    create_before_destroy = true\n  }\n");
  }

  static void hold(Scenario scenario) throws Exception {
    Path memory = Path.of("/dev/shm");
    Path directory =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "planform")
            : Files.createTempDirectory("planform");
    try (Workshop workshop = new Workshop(directory)) {
      new Course(workshop, scenario).run();
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private record Course(Workshop workshop, Scenario scenario) {

    void run() throws Exception {
      workshop.cloud.troubles.putAll(scenario.troublesBefore());
      workshop.manifest(scenario.before()).apply();
      assertAllIsAccountedFor();
      meddle();
      workshop.cloud.troubles.putAll(scenario.troubles());
      workshop.cloud.lookups = scenario.lookups();
      workshop.manifest(scenario.after()).apply(scenario.what().request());
      assertAllIsAccountedFor();

      heal();
      assertComplete(workshop.apply());
      Plan again = workshop.plan();
      assertNotNull(again, this::said);
      assertTrue(again.isEmpty(), () -> "a second apply would do " + again);
      assertAllIsAccountedFor();
      assertEquals(declared(), workshop.cloud.names());

      assertComplete(workshop.apply(PlanRequest.of(Plan.Mode.DESTROY)));
      assertEquals(List.of(), workshop.cloud.names());
      assertEquals(List.of(), workshop.resources());
    }

    private List<String> declared() {
      return scenario
          .after()
          .lines()
          .filter(line -> line.startsWith("  name = "))
          .map(line -> line.substring(line.indexOf('"') + 1, line.length() - 1))
          .sorted()
          .toList();
    }

    private void meddle() {
      Set<String> there = new HashSet<>(workshop.cloud.names());
      scenario.edited().stream()
          .filter(there::contains)
          .forEach(name -> workshop.cloud.edit(name, "size", "77"));
      scenario.gone().stream().filter(there::contains).forEach(workshop.cloud::remove);
    }

    /** The cloud is well, and somebody deletes what it made twice, as they were told to. */
    private void heal() throws Exception {
      workshop.cloud.troubles.clear();
      workshop.cloud.lookups = true;
      Set<String> owned =
          workshop.resources().stream().map(ResourceRow::objectId).collect(Collectors.toSet());
      Set<String> makers = new HashSet<>();
      for (Map<String, String> thing : workshop.cloud.things()) {
        String maker = FakeCloud.maker(thing);
        if (!owned.contains(thing.get("id")) && !makers.add(maker)) {
          workshop.cloud.erase(thing.get("id"));
        }
      }
    }

    /** Every thing is one row's, or what an operation made that is still to be looked up. */
    private void assertAllIsAccountedFor() throws Exception {
      Snapshot snapshot = workshop.store().snapshot("default");
      Set<String> unfinished =
          snapshot.unfinished().stream().map(Operation::id).collect(Collectors.toSet());
      List<String> ids =
          snapshot.resources().stream()
              .map(ResourceRow::objectId)
              .filter(id -> !id.isEmpty())
              .toList();
      assertEquals(ids.size(), Set.copyOf(ids).size(), () -> "one thing in two rows: " + ids);
      for (Map<String, String> thing : workshop.cloud.things()) {
        assertTrue(
            ids.contains(thing.get("id")) || unfinished.contains(FakeCloud.maker(thing)),
            () -> thing + " is nobody's");
      }
    }

    private void assertComplete(ApplyResult result) {
      assertNotNull(result, this::said);
      assertTrue(result.isComplete(), this::said);
    }

    private String said() {
      return workshop.diagnostics.stream()
          .map(Diagnostic::toString)
          .collect(Collectors.joining("\n"));
    }
  }
}
