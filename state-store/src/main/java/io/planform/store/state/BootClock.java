package io.planform.store.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures time that also passes while the machine is suspended, which {@link System#nanoTime} does
 * not count on Linux. There it is the kernel's CLOCK_BOOTTIME, read from {@code /proc/uptime},
 * which nobody can set. Elsewhere it is the wall clock, kept from running backwards: set forwards,
 * it only makes a lease seem shorter.
 */
final class BootClock {
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final AtomicLong newestWallClock = new AtomicLong();

  /** Time since a moment that stays the same while this object lives. */
  Duration now() {
    try {
      String uptime = Files.readString(UPTIME);
      return Duration.ofMillis(
          (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000));
    } catch (IOException e) {
      return Duration.ofMillis(
          newestWallClock.accumulateAndGet(System.currentTimeMillis(), Math::max));
    }
  }
}
