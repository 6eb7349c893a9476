package io.planform.host.engine;

import io.planform.host.network.Access;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance is made of.
 *
 * @param function a name for people who look at the engine: the revision's key
 * @param code the unpacked code, seen read-only at {@code /opt/function/code}
 * @param environment variables a bootstrap written by the user finds; secret. They reach the
 *     process of an image of ours without being written down by the engine: its entry point reads
 *     {@code /run/planform/environment}. A function's own image has them as the engine's settings
 * @param own how a function's own image is started, which is fetched where it is missing; empty for
 *     images of ours
 * @param services of this machine that it reaches
 * @param owner user and group of an image of ours, by number: {@code 1003:1003}
 * @param folders that it shares with others
 * @param connections how many connections to the runtime API are served at once
 * @param access what its network lets it reach
 */
public record InstanceSpec(
    String function,
    Sandbox sandbox,
    Optional<Path> code,
    Map<String, String> environment,
    Optional<EntryPoint> own,
    List<Service> services,
    String owner,
    List<SharedFolder> folders,
    int connections,
    Access access,
    InstanceListener listener) {

  @Override
  public String toString() {
    return function + " on " + sandbox.image();
  }
}
