package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.host.doctor.Check;
import java.nio.file.Path;

/** The images of the recipes as they stand in the working tree. */
final class TestImages {
  private TestImages() {}

  static void prepare() {
    // Of the build: its lock lets test runs of one working tree wait for each other.
    Path home = Path.of("target", "images-home");
    try (var preparation =
        new ImagePreparation(Path.of("/var/run/docker.sock"), Path.of("../runtimes"), home)) {
      preparation
          .prepare(System.err::println)
          .forEach(check -> assertEquals(Check.Status.OK, check.status(), check.line()));
    }
  }
}
