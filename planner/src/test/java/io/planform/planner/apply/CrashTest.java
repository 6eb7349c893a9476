package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.apply.CrashPoint.Moment;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at every moment of every kind of operation; the next apply ends in the same
 * place, with nothing made twice and nothing lost.
 */
class CrashTest {
  private static final int KILLED = 137;
  private static final String BEFORE =
      """
      resource "fake_thing" "kept" {
        name = "kept"
        size = 1
      }
      resource "fake_thing" "replaced" {
        name = "old"
      }
      resource "fake_thing" "safe" {
        name = "safe-old"
        link = fake_thing.kept.id
        lifecycle {
          create_before_destroy = true
        }
      }
      resource "fake_thing" "deleted" {
        name = "deleted"
      }
      """;
  private static final String AFTER =
      """
      resource "fake_thing" "kept" {
        name = "kept"
        size = 2
      }
      resource "fake_thing" "replaced" {
        name = "new"
      }
      resource "fake_thing" "safe" {
        name = "safe-new"
        link = fake_thing.kept.id
        lifecycle {
          create_before_destroy = true
        }
      }
      resource "fake_thing" "created" {
        name   = "created"
        secret = "not to be read"
      }
      """;
  private static final List<String> WANTED = List.of("created", "kept", "new", "safe-new");

  /**
   * Operations of {@link #AFTER}: an update, two creations and deletions each for a replacement.
   */
  private static final int OPERATIONS = 7;

  @TempDir Path directory;

  static Stream<Arguments> everyMoment() {
    Stream<Arguments> operations =
        Stream.of(
                Moment.BEFORE_INTENT,
                Moment.AFTER_INTENT,
                Moment.AFTER_REMOTE_CALL,
                Moment.AFTER_CONCLUDE)
            .flatMap(
                moment ->
                    Stream.iterate(1, number -> number <= OPERATIONS, number -> number + 1)
                        .map(number -> Arguments.of(moment, number)));
    return Stream.concat(operations, Stream.of(Arguments.of(Moment.BEFORE_FINISH, 1)));
  }

  @ParameterizedTest
  @MethodSource("everyMoment")
  void theNextApplyEndsInTheSamePlace(Moment moment, int occurrence) throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      assertComplete(workshop.manifest(BEFORE).apply(), workshop);
      workshop.manifest(AFTER);
    }

    assertEquals(KILLED, dieAt(moment, occurrence));

    try (Workshop workshop = new Workshop(directory)) {
      assertComplete(workshop.apply(), workshop);
      assertEquals(WANTED, workshop.cloud.names());
      Plan again = workshop.plan();
      assertNotNull(again);
      assertTrue(again.isEmpty(), again::toString);
      assertEquals(List.of(), workshop.store().snapshot("default").unfinished());
    }
  }

  private static final String CALL =
      """
      module "m" {
        source   = "./m"
        for_each = toset(["a"])
      }
      """;

  static Stream<Arguments> momentsInModules() {
    return everyMoment()
        .filter(
            arguments ->
                arguments.get()[0] == Moment.AFTER_INTENT
                    || arguments.get()[0] == Moment.AFTER_REMOTE_CALL);
  }

  @ParameterizedTest
  @MethodSource("momentsInModules")
  void theNextApplyEndsInTheSamePlaceInAModule(Moment moment, int occurrence) throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(CALL).manifest("m/main.tf", BEFORE);
      assertComplete(workshop.apply(), workshop);
      workshop.manifest("m/main.tf", AFTER);
    }

    assertEquals(KILLED, dieAt(moment, occurrence));

    try (Workshop workshop = new Workshop(directory)) {
      assertComplete(workshop.apply(), workshop);
      assertEquals(WANTED, workshop.cloud.names());
      assertTrue(
          workshop.store().snapshot("default").resources().stream()
              .allMatch(row -> row.address().startsWith("module.m[\"a\"].fake_thing.")));
      Plan again = workshop.plan();
      assertNotNull(again);
      assertTrue(again.isEmpty(), again::toString);
      workshop.manifest("# Nothing any more: the module goes with all it holds.\n");
      assertComplete(workshop.apply(), workshop);
      assertEquals(List.of(), workshop.cloud.names());
    }
  }

  private static final String REFACTORED =
      """
      resource "fake_thing" "moved" {
        name = "kept"
        size = 2
      }
      resource "fake_thing" "safe" {
        name = "safe-old"
        link = fake_thing.moved.id
        lifecycle {
          create_before_destroy = true
        }
      }
      resource "fake_thing" "deleted" {
        count = 1
        name  = "deleted"
      }
      resource "fake_thing" "foreign" {
        name = "foreign"
        size = 3
      }
      moved {
        from = fake_thing.kept
        to   = fake_thing.moved
      }
      removed {
        from = fake_thing.replaced
        lifecycle { destroy = false }
      }
      import {
        to = fake_thing.foreign
        id = "foreign-id"
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "AFTER_UPKEEP, 1",
    "AFTER_INTENT, 1",
    "AFTER_INTENT, 2",
    "AFTER_REMOTE_CALL, 1",
    "AFTER_CONCLUDE, 2",
    "BEFORE_FINISH, 1"
  })
  void whatIsMovedImportedAndForgottenIsSoWhereverTheRunDied(Moment moment, int occurrence)
      throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      assertComplete(workshop.manifest(BEFORE).apply(), workshop);
      workshop.cloud.make("foreign-id", "foreign");
      workshop.manifest(REFACTORED);
    }

    assertEquals(KILLED, dieAt(moment, occurrence));

    try (Workshop workshop = new Workshop(directory)) {
      assertComplete(workshop.apply(), workshop);
      assertEquals(
          List.of("deleted", "foreign", "kept", "old", "safe-old"), workshop.cloud.names());
      assertEquals(
          List.of(
              "fake_thing.deleted[0]", "fake_thing.foreign", "fake_thing.moved", "fake_thing.safe"),
          workshop.store().snapshot("default").resources().stream()
              .map(ResourceRow::address)
              .sorted()
              .toList());
      Plan again = workshop.plan();
      assertNotNull(again);
      assertTrue(again.isEmpty(), again::toString);
    }
  }

  private static void assertComplete(@Nullable ApplyResult result, Workshop workshop) {
    assertNotNull(result, () -> workshop.diagnostics.toString());
    assertTrue(result.isComplete(), () -> workshop.diagnostics.toString());
  }

  private int dieAt(Moment moment, int occurrence) throws IOException, InterruptedException {
    Path output = directory.resolve("child.log");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Dying.class.getName(),
                directory.toString(),
                moment.name(),
                Integer.toString(occurrence))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = child.waitFor();
    assertEquals(KILLED, code, () -> read(output));
    return code;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Applies in a process of its own, and ends it without any farewell at the given moment. */
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) throws StoreException {
      Moment fatal = Moment.valueOf(arguments[1]);
      int occurrence = Integer.parseInt(arguments[2]);
      AtomicInteger reached = new AtomicInteger();
      CrashPoint crashPoint =
          (moment, _) -> {
            if (moment == fatal && reached.incrementAndGet() == occurrence) {
              Runtime.getRuntime().halt(KILLED);
            }
          };
      try (Workshop workshop = new Workshop(Path.of(arguments[0]))) {
        ApplyResult result = workshop.apply(PlanRequest.NORMAL, crashPoint, new Interruption());
        throw new IllegalStateException("still alive: " + result + workshop.diagnostics);
      }
    }
  }
}
