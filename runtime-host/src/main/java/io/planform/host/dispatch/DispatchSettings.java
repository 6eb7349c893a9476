package io.planform.host.dispatch;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * The dispatcher's limits.
 *
 * @param keepAlive how long an instance without requests stays
 * @param startsAtOnce how many instances the engine starts at a time
 * @param memoryMegabytes what all instances together may be promised
 */
public record DispatchSettings(Duration keepAlive, int startsAtOnce, long memoryMegabytes) {
  private static final int ENGINE_SATURATES_AT = 4;

  /** One minute, and four fifths of this machine's memory. */
  public static DispatchSettings ofThisMachine() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long megabytes = system.getTotalMemorySize() >> 20;
    return new DispatchSettings(Duration.ofMinutes(1), ENGINE_SATURATES_AT, megabytes * 4 / 5);
  }
}
