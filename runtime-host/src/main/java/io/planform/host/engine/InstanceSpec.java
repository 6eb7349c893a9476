package io.planform.host.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance is made of.
 *
 * @param function a name for people who look at the engine: the revision's key
 * @param code the unpacked code, seen read-only at {@code /opt/function/code}
 * @param environment variables a bootstrap written by the user finds; secret. They reach the
 *     process without being written down by the engine where {@code sourced}, which takes an entry
 *     point that reads {@code /run/planform/environment}; else as the engine's own settings
 * @param sourced how the environment is given
 * @param connections how many connections to the runtime API are served at once
 */
public record InstanceSpec(
    String function,
    Sandbox sandbox,
    Optional<Path> code,
    Map<String, String> environment,
    boolean sourced,
    int connections,
    InstanceListener listener) {

  @Override
  public String toString() {
    return function + " on " + sandbox.image();
  }
}
