package io.planform.host.engine;

import java.nio.file.Path;
import java.util.Map;

/** Where this machine's Docker engine is reached. */
public final class DockerSocket {
  private static final String VARIABLE = "DOCKER_HOST";
  private static final String SCHEME = "unix://";
  private static final Path USUAL = Path.of("/var/run/docker.sock");

  private DockerSocket() {}

  /** The socket that {@code DOCKER_HOST} names, else the usual one. */
  public static Path ofThisMachine() {
    return of(System.getenv());
  }

  /**
   * @throws EngineException when the variable names an engine elsewhere
   */
  static Path of(Map<String, String> environment) {
    String address = environment.getOrDefault(VARIABLE, "");
    if (address.isEmpty()) {
      return USUAL;
    }
    if (!address.startsWith(SCHEME)) {
      throw new EngineException(
          "DOCKER_HOST is %s, and the host needs an engine of this machine: unix:///path, or nothing"
              .formatted(address));
    }
    return Path.of(address.substring(SCHEME.length()));
  }
}
