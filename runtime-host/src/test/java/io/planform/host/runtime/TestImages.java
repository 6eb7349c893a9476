package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.host.doctor.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The images of the recipes as they stand in the working tree. */
final class TestImages {
  private TestImages() {}

  static void prepare() {
    try {
      Path home = Files.createTempDirectory("images");
      try (var preparation =
          new ImagePreparation(Path.of("/var/run/docker.sock"), Path.of("../runtimes"), home)) {
        preparation
            .prepare(System.err::println)
            .forEach(check -> assertEquals(Check.Status.OK, check.status(), check.line()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
