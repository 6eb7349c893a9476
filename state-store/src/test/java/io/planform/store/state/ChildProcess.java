package io.planform.store.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that runs a main class of the tests. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /**
   * @param arguments the first is a folder of the test
   */
  ChildProcess(Class<?> main, Object... arguments) throws IOException {
    Path temporary = Path.of(arguments[0].toString());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Where the copy of SQLite's library goes with the rest: the killed leave it
                // behind.
                "-Dorg.sqlite.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output = process.inputReader();
  }

  String readLine() throws IOException {
    return String.valueOf(output.readLine());
  }

  void writeLine(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  /** Sends a signal such as STOP. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Waits for the end, and returns the exit code after what was printed. */
  String end() throws Exception {
    StringBuilder printed = new StringBuilder();
    output.lines().forEach(line -> printed.append(line).append('\n'));
    return printed.toString() + process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
