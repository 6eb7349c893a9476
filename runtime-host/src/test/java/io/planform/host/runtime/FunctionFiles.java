package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.huawei.services.runtime.Context;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The functions that the contract runs. */
final class FunctionFiles {
  private static final Path SOURCES = Path.of("src/test/resources/functions");

  private FunctionFiles() {}

  static void copy(String language, Path code) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(language))) {
      for (Path file : files.toList()) {
        Files.copy(file, code.resolve(file.getFileName()));
      }
    }
  }

  /** As a user would: against the classes of the runtime, for a version of Java. */
  static void compileJava(Path code, int release, String source) {
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-Xlint:-options",
                "--release",
                Integer.toString(release),
                "-cp",
                runtimeClasses().toString(),
                "-d",
                code.toString(),
                SOURCES.resolve("java").resolve(source).toString());
    assertEquals(0, status, "the functions compile");
  }

  /** Whether a command is there. */
  static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Path runtimeClasses() {
    try {
      return Path.of(Context.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> javaCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "-cp",
        runtimeClasses().toString(),
        "io.planform.runtime.Main");
  }
}
