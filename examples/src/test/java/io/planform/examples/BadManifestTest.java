package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user with a mistake in a manifest reads: {@code bad-manifests/<case>/expected.txt}, word
 * for word. Rewritten by {@code -Dgoldens=update}.
 */
class BadManifestTest {
  private static final Path CASES =
      Path.of(System.getProperty("planform.examples"), "src/test/resources/bad-manifests");

  static List<Path> cases() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isToldWhatWhereWhyAndHow(Path bad, @TempDir Path temporary) throws Exception {
    Path workspace = temporary.resolve("module");
    LocalHost.copy(bad, workspace);
    Path expected = bad.resolve("expected.txt");
    Files.deleteIfExists(workspace.resolve("expected.txt"));

    Planform.Result result = new Planform(temporary.resolve("home"), workspace).run("validate");
    if (result.exit() == 0) {
      result = new Planform(temporary.resolve("home"), workspace).run("plan");
    }

    assertEquals(1, result.exit(), result::toString);
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(expected, result.err());
    }
    assertEquals(Files.readString(expected), result.err());
  }
}
