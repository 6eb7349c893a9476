package io.planform.host.instance;

import java.time.Duration;

/**
 * How long an instance may take to become ready.
 *
 * @param region the region functions are told they run in
 * @param start until the bootstrap of a managed or custom runtime is ready, or port 8000 is
 *     listened on; an initializer's own timeout is added to it
 * @param heartbeatSeconds between two beats, where a function has a heartbeat function
 */
public record InstanceSettings(String region, Duration start, int heartbeatSeconds) {

  /** Those of a host in this region. */
  public static InstanceSettings of(String region) {
    return new InstanceSettings(region, Duration.ofSeconds(30), 5);
  }
}
