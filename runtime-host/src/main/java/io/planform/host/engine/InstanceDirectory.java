package io.planform.host.engine;

import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one instance has on this machine's disk: {@code run/}, seen as {@code /run/planform} inside,
 * and what {@link TemporaryVolume} keeps. The function may pass through {@code run/} but write
 * nothing there, or it could put a link in the place of a socket that the host connects to.
 */
record InstanceDirectory(Path path) {
  /** Who runs functions. */
  static final int FUNCTION_USER = 1003;

  /** What of {@code /etc} is the instance's own. */
  static final List<String> NAMES = List.of("hostname", "hosts", "resolv.conf");

  static InstanceDirectory create(Path parent, String id) {
    var directory = new InstanceDirectory(parent.resolve(id));
    try {
      Files.createDirectories(parent);
      Files.createDirectory(directory.path);
      permit(directory.path, "rwx--x--x");
      Files.createDirectory(directory.run());
      permit(directory.run(), "rwx--x--x");
      return directory;
    } catch (IOException e) {
      directory.delete();
      throw new EngineException(
          "The directory of an instance cannot be made: "
              + e.getMessage()
              + ". The host must run as root and be able to write to "
              + parent,
          e);
    }
  }

  Path run() {
    return path.resolve("run");
  }

  Path apiSocket() {
    return run().resolve("api.sock");
  }

  /** What a file of {@code /etc} is for the instance. */
  Path etc(String name) {
    return path.resolve(name);
  }

  /** Where what the function writes goes. */
  Path pipe(InstanceListener.Output output) {
    return run()
        .resolve(
            switch (output) {
              case STANDARD_OUTPUT -> "stdout";
              case STANDARD_ERROR -> "stderr";
            });
  }

  /** Writes what the instance finds in {@code /etc} about its name and where others are found. */
  void writeNames(String machine, NetworkNamespace network) throws IOException {
    Files.writeString(etc("hostname"), machine + "\n");
    Files.writeString(
        etc("hosts"),
        "127.0.0.1\tlocalhost\n%s\t%s\n".formatted(network.address().orElse("127.0.0.1"), machine));
    Files.writeString(
        etc("resolv.conf"),
        network.nameServers().stream()
            .map(server -> "nameserver " + server + "\n")
            .collect(Collectors.joining()));
  }

  /**
   * Writes the variables as a script to source; only the function's user may read it.
   *
   * @param owner user and group, by number: {@code 1003:1003}
   */
  void writeEnvironment(Map<String, String> variables, String owner) throws IOException {
    String script =
        variables.entrySet().stream()
            .map(
                each ->
                    "export "
                        + each.getKey()
                        + "='"
                        + each.getValue().replace("'", "'\\''")
                        + "'\n")
            .collect(Collectors.joining());
    Path file = run().resolve("environment");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, script);
    permit(file, "r--------");
    own(file, owner);
  }

  /** Removes the directory; nothing may be mounted in it any more. */
  void delete() {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // What stays is removed at the next start.
    }
  }

  static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void own(Path path, String owner) throws IOException {
    int colon = owner.indexOf(':');
    Files.setAttribute(path, "unix:uid", Integer.parseInt(owner, 0, colon, 10));
    Files.setAttribute(path, "unix:gid", Integer.parseInt(owner, colon + 1, owner.length(), 10));
  }
}
