package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.plan.Plan;
import io.planform.planner.render.PlanRenderer;
import io.planform.planner.render.text.Palette;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.store.state.ResourceRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code /blocks} holds manifests {@code 1.tf}, {@code 2.tf}, … that are planned and
 * applied one after the other, and {@code expected.txt} with what each plan printed, what was
 * reported, what was done and what the state held then. Before a step {@code N.cloud} may say what
 * somebody else does: {@code make ID NAME}, {@code edit NAME ATTRIBUTE VALUE}. {@code
 * -Dgoldens=update} writes the expectations.
 */
class BlockCasesTest {
  private static final Path CASES = Path.of("src/test/resources/blocks");

  @TempDir Path directory;

  static Stream<String> cases() throws Exception {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plansAndAppliesAsTheCaseSays(String name) throws Exception {
    Path folder = CASES.resolve(name);
    StringBuilder report = new StringBuilder();
    try (Workshop workshop = new Workshop(directory)) {
      for (int step = 1; Files.exists(folder.resolve(step + ".tf")); step++) {
        elsewhere(folder.resolve(step + ".cloud"), workshop);
        workshop.manifest(Files.readString(folder.resolve(step + ".tf")));
        report.append("== ").append(step).append(".tf planned\n");
        Plan plan = workshop.plan();
        if (plan != null) {
          report.append(new PlanRenderer(Palette.PLAIN).render(plan));
        }
        reported(workshop, report);
        report.append("== ").append(step).append(".tf applied\n");
        applied(workshop, report);
      }
    }
    String printed = report.toString().replaceAll("[0-9a-f]{8}-[0-9a-f]{4}", "00000000-0000");
    Path golden = folder.resolve("expected.txt");
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, printed);
    }
    assertEquals(Files.readString(golden), printed);
  }

  private static void applied(Workshop workshop, StringBuilder report) throws Exception {
    ApplyResult result = workshop.apply();
    if (result != null) {
      result.done().stream()
          .map(item -> item.work() + " " + item.address() + "\n")
          .sorted()
          .forEach(report::append);
      result.notDone().stream()
          .map(item -> "NOT DONE " + item.work() + " " + item.address() + "\n")
          .sorted()
          .forEach(report::append);
      result.outputs().forEach((name, value) -> report.append(name + " = " + value + "\n"));
    }
    reported(workshop, report);
    String state =
        workshop.store().snapshot("default").resources().stream()
            .map(ResourceRow::address)
            .sorted()
            .collect(Collectors.joining(", "));
    report.append("state: ").append(state).append('\n');
  }

  private static void reported(Workshop workshop, StringBuilder report) {
    // Work in parallel has no order.
    workshop.diagnostics.stream().map(BlockCasesTest::text).sorted().forEach(report::append);
  }

  private static String text(Diagnostic found) {
    SourceRange range = found.range();
    String place =
        range == null ? "" : "%2d:%d ".formatted(range.start().line(), range.start().column());
    String hint = found.hint() == null ? "" : "  hint: " + found.hint() + "\n";
    return found.severity() + " " + place + found.summary() + ": " + found.detail() + "\n" + hint;
  }

  private static void elsewhere(Path changes, Workshop workshop) throws Exception {
    if (Files.exists(changes)) {
      for (String line : Files.readAllLines(changes)) {
        List<String> words = List.of(line.split(" ", -1));
        switch (words.getFirst()) {
          case "make" -> workshop.cloud.make(words.get(1), words.get(2));
          case "edit" -> workshop.cloud.edit(words.get(1), words.get(2), words.get(3));
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
  }
}
