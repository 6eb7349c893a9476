package io.planform.host.spare;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How many instances are started before anybody needs them.
 *
 * @param each how many of one kind; 0 for none at all
 * @param memoryMegabytes what all of them together may be promised
 * @param keep how long a kind is kept ready after an instance of it was wanted
 */
public record SpareSettings(int each, long memoryMegabytes, Duration keep) {
  public static final SpareSettings NONE = new SpareSettings(0, 0, Duration.ZERO);

  /** Within a tenth of this machine's memory, for ten minutes. */
  public static SpareSettings ofThisMachine(int each) {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long megabytes = system.getTotalMemorySize() >> 20;
    return new SpareSettings(each, megabytes / 10, Duration.ofMinutes(10));
  }
}
