package io.planform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * A command that was run in a process of its own, measured by {@code /usr/bin/time}.
 *
 * @param cpu seconds of processor time: on a busy machine they say more than the clock
 * @param megabytes at its largest
 */
record Measured(double cpu, double wall, double megabytes) {

  static Measured of(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path times = Files.createTempFile("bench", ".time");
    Path output = Files.createTempFile("bench", ".out");
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/time", "-q", "-f", "%U %S %e %M", "-o", times.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.command().addAll(command);
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(command + ": " + code + "\n" + Files.readString(output));
    }
    try (Scanner scanner = new Scanner(Files.readString(times))) {
      double cpu = Double.parseDouble(scanner.next()) + Double.parseDouble(scanner.next());
      double wall = Double.parseDouble(scanner.next());
      return new Measured(cpu, wall, Double.parseDouble(scanner.next()) / 1024);
    } finally {
      Files.delete(times);
      Files.delete(output);
    }
  }
}
