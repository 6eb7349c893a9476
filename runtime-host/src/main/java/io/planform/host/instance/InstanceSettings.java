package io.planform.host.instance;

import io.planform.host.engine.Service;
import io.planform.host.filesystem.MountSource;
import io.planform.host.iam.AgencyKeys.TemporaryKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long an instance may take to become ready, and what it is told and given.
 *
 * @param region the region functions are told they run in
 * @param start until the bootstrap of a managed or custom runtime is ready, or port 8000 is
 *     listened on; an initializer's own timeout is added to it
 * @param heartbeatSeconds between two beats, where a function has a heartbeat function
 * @param keys for functions with an agency
 * @param mounts for functions with file systems
 * @param services that functions with an agency reach; asked for when one starts
 */
public record InstanceSettings(
    String region,
    Duration start,
    int heartbeatSeconds,
    KeySource keys,
    MountSource mounts,
    Supplier<List<Service>> services) {

  /** Gives keys that act with an agency. */
  @FunctionalInterface
  public interface KeySource {

    /** Empty where there is no agency of this name, or not any more. */
    Optional<TemporaryKey> of(String agency);
  }

  /** Those of a host in this region, without agencies and file systems. */
  public static InstanceSettings of(String region) {
    return of(region, _ -> Optional.empty(), _ -> List.of(), List::of);
  }

  /** Those of a host in this region. */
  public static InstanceSettings of(
      String region, KeySource keys, MountSource mounts, Supplier<List<Service>> services) {
    return new InstanceSettings(region, Duration.ofSeconds(30), 5, keys, mounts, services);
  }

  /** The same with other times. */
  InstanceSettings within(Duration longestStart, int heartbeat) {
    return new InstanceSettings(region, longestStart, heartbeat, keys, mounts, services);
  }
}
