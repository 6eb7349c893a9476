package io.planform.planner.cli.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this process was started from.
 *
 * @param java the JDK's {@code bin/java}
 * @param classPath of this process; the runtime host's classes are on it too
 * @param distribution the folder with {@code bin}, {@code lib} and {@code runtimes}
 */
record Installation(Path java, String classPath, Path distribution) {
  /** Where SQLite's library lies unpacked. */
  private static final String SQLITE = "org.sqlite.lib.path";

  /** Empty where the process was not started by the launcher. */
  static Optional<Installation> ofThisProcess() {
    return Optional.ofNullable(System.getProperty("planform.distribution"))
        .map(
            distribution ->
                new Installation(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path"),
                    Path.of(distribution)));
  }

  /** The runtime host's process with one of its commands: {@code run}, {@code doctor}, … */
  ProcessBuilder host(String command, Path home, List<String> more) {
    List<String> line = new ArrayList<>();
    line.add(java.toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    String sqlite = System.getProperty(SQLITE);
    if (sqlite != null) {
      line.add("-D" + SQLITE + "=" + sqlite);
    }
    line.addAll(List.of("-cp", classPath, "io.planform.host.Main", command));
    line.addAll(List.of("--home", home.toString()));
    line.addAll(List.of("--runtimes", distribution.resolve("runtimes").toString()));
    line.addAll(more);
    return new ProcessBuilder(line);
  }

  /** Installs and starts a container engine. */
  Path prepareMachine() {
    return distribution.resolve("bin").resolve("prepare-machine");
  }
}
