package io.planform.host.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the files of a process's control group, in either version of them. */
final class ControlGroup {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private ControlGroup() {}

  /**
   * @param controller {@code memory}, say
   * @param first the file's name in version 1
   * @param second the file's name in version 2
   */
  static Optional<Path> file(long process, String controller, String first, String second)
      throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process + "/cgroup"))) {
      String[] fields = line.split(":", 3);
      if (fields[1].equals(controller)) {
        return existing(Path.of(ROOT + "/" + controller + fields[2], first));
      }
      if (fields[0].equals("0") && !fields[2].equals("/")) {
        return existing(Path.of(ROOT + fields[2], second));
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> existing(Path file) {
    return Optional.of(file).filter(Files::exists);
  }
}
