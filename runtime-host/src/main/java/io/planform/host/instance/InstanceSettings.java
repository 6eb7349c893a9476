package io.planform.host.instance;

import java.time.Duration;

/**
 * How long an instance may take to become ready.
 *
 * @param region the region functions are told they run in
 * @param start until the bootstrap of a managed or custom runtime is ready, or port 8000 is
 *     listened on; an initializer's own timeout is added to it
 */
public record InstanceSettings(String region, Duration start) {

  /** Those of the local host. */
  public static InstanceSettings local() {
    return new InstanceSettings("local-1", Duration.ofSeconds(30));
  }
}
