package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.host.doctor.Check;
import java.nio.file.Path;
import java.util.List;

/** The images of the recipes as they stand in the working tree. */
final class TestImages {
  private TestImages() {}

  /**
   * @param runtimes by the API's names; none for those that are made ahead
   */
  static void prepare(String... runtimes) {
    // Of the build: its lock lets test runs of one working tree wait for each other.
    Path home = Path.of("target", "images-home");
    try (var preparation =
        new ImagePreparation(Path.of("/var/run/docker.sock"), Path.of("../runtimes"), home)) {
      preparation
          .prepare(List.of(runtimes), System.err::println)
          .forEach(check -> assertEquals(Check.Status.OK, check.status(), check.line()));
    }
  }
}
