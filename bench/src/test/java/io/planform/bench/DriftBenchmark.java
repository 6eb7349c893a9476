package io.planform.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What looking for drift costs on the local host, by the launcher, at a quarter of the functions
 * and at all of them. Needs root and an engine, as {@code host up} does. {@code -Dbench.functions}
 * sets their number.
 */
class DriftBenchmark {
  private static final int MOST = Integer.getInteger("bench.functions", 10_000);
  private static final Path LAUNCHER = Path.of(System.getProperty("planform.launcher"));

  @TempDir Path directory;

  @Test
  void driftOfFunctions() throws Exception {
    Measured _ = planform("host", "up", "-port=0", "-gateway-port=0");
    try {
      System.out.printf("%-44s %9s %9s %7s%n", "what", "CPU s", "clock s", "MB");
      for (int count : List.of(MOST / 4, MOST)) {
        functions(count);
        row("apply of %,d functions".formatted(count), planform("apply", "-auto-approve"));
        row("drift of %,d functions".formatted(count), planform("drift"));
        row("plan of %,d functions".formatted(count), planform("plan"));
      }
    } finally {
      Measured _ = planform("host", "down");
    }
  }

  private void functions(int count) throws Exception {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        resource "huaweicloud_fgs_function" "many" {
          count       = %d
          name        = "f${count.index}"
          app         = "default"
          runtime     = "Node.js18.15"
          handler     = "index.handler"
          memory_size = 128
          timeout     = 3
          code_type   = "inline"
          func_code   = "exports.handler = async () => 1"
        }
        """
            .formatted(count));
  }

  private Measured planform(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return Measured.of(
        directory, Map.of("PLANFORM_HOME", directory.resolve("home").toString()), command);
  }

  private static void row(String what, Measured measured) {
    System.out.printf(
        "%-44s %9.2f %9.2f %7.0f%n", what, measured.cpu(), measured.wall(), measured.megabytes());
  }
}
