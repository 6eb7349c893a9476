package io.planform.planner.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.planform.planner.apply.Workshop;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.render.text.Palette;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code /plans} holds a manifest that is applied ({@code before.tf}, may be
 * absent), what somebody else does then ({@code elsewhere.txt}, may be absent: {@code edit NAME
 * ATTRIBUTE VALUE}, {@code delete NAME}), one that is planned ({@code after.tf}), and what that
 * prints. {@code -Dgoldens=update} writes the latter.
 */
class PlanRendererTest {
  private static final Path CASES = Path.of("src/test/resources/plans");

  @TempDir Path directory;

  static Stream<String> cases() throws Exception {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsThePlan(String name) throws Exception {
    Path folder = CASES.resolve(name);
    String printed;
    try (Workshop workshop = new Workshop(directory)) {
      if (Files.exists(folder.resolve("before.tf"))) {
        workshop.manifest(Files.readString(folder.resolve("before.tf"))).apply();
      }
      elsewhere(folder.resolve("elsewhere.txt"), workshop);
      workshop.manifest(Files.readString(folder.resolve("after.tf")));
      Plan plan = workshop.plan(PlanRequest.of(Plan.Mode.NORMAL));
      assertNotNull(plan, () -> workshop.diagnostics.toString());
      printed = withoutIds(new PlanRenderer(Palette.PLAIN).render(plan));
    }
    Path golden = folder.resolve("plan.txt");
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, printed);
    }
    assertEquals(Files.readString(golden), printed);
  }

  private static void elsewhere(Path changes, Workshop workshop) throws Exception {
    if (Files.exists(changes)) {
      for (String line : Files.readAllLines(changes)) {
        List<String> words = List.of(line.split(" ", -1));
        switch (words.getFirst()) {
          case "edit" -> workshop.cloud.edit(words.get(1), words.get(2), words.get(3));
          case "delete" -> workshop.cloud.remove(words.get(1));
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
  }

  private static String withoutIds(String text) {
    return text.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}", "00000000-0000");
  }
}
