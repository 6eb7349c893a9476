package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests of FunctionGraph with services around it that are not built: they plan as they are,
 * without a host, and an apply stops before it has done anything.
 */
class PlannedOnlyTest {
  private static final Path CASES =
      Path.of(System.getProperty("planform.examples"), "src/test/resources/planned-only");

  static List<Path> cases() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPlannedAndNotBegun(Path manifests, @TempDir Path temporary) throws Exception {
    Path workspace = temporary.resolve("module");
    LocalHost.copy(manifests, workspace);
    Planform planform = new Planform(temporary.resolve("home"), workspace);

    planform.run("validate").succeeds();
    Planform.Result planned = planform.run("plan").succeeds();
    assertTrue(planned.out().contains(" to add, 0 to change, 0 to destroy."), planned::toString);
    assertTrue(planned.err().contains("Warning: Not supported yet"), planned::toString);
    assertFalse(planned.err().contains("Error"), planned::toString);

    Planform.Result applied = planform.run("apply", "-auto-approve");
    assertEquals(1, applied.exit(), applied::toString);
    assertTrue(applied.err().contains("Error: Not supported yet"), applied::toString);
    Planform.Result listed = planform.run("state", "list");
    assertTrue(listed.err().contains("No state file was found"), listed::toString);
  }
}
