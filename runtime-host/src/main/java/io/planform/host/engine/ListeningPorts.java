package io.planform.host.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The TCP ports that are listened on in a process's network namespace, as proc(5) tells: reading
 * them costs nothing inside, where a trial connection would reach the function.
 */
final class ListeningPorts {
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  static boolean contains(long process, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    return List.of("tcp", "tcp6").stream()
        .anyMatch(table -> listens(Path.of("/proc/" + process + "/net/" + table), suffix));
  }

  private static boolean listens(Path table, String suffix) {
    try {
      return Files.readAllLines(table).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .anyMatch(fields -> fields[3].equals(LISTEN) && fields[1].endsWith(suffix));
    } catch (IOException e) {
      return false;
    }
  }
}
