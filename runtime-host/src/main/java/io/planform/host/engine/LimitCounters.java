package io.planform.host.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often a control group came up against its limits, as the kernel counts it: processes of any
 * generation that were killed for lack of memory, and forks that were refused.
 */
final class LimitCounters implements AutoCloseable {
  private static final int LARGEST = 512;

  private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

  private static final class Counter {
    final String name;
    final FileChannel file;
    long seen;

    Counter(String name, FileChannel file) {
      this.name = name;
      this.file = file;
    }

    /** Whether it grew since it was last read. */
    boolean grew() throws IOException {
      var buffer = ByteBuffer.allocate(LARGEST);
      file.read(buffer, 0);
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
      long now =
          text.lines()
              .filter(line -> line.startsWith(name + " "))
              .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
              .sum();
      boolean grew = now > seen;
      seen = now;
      return grew;
    }
  }

  private LimitCounters() {}

  /** The counters of the process's control group, as far as the kernel offers them. */
  static LimitCounters of(long process) {
    var counters = new LimitCounters();
    counters.add(
        Limit.MEMORY, "oom_kill", find(process, "memory", "memory.oom_control", "memory.events"));
    counters.add(Limit.PROCESSES, "max", find(process, "pids", "pids.events", "pids.events"));
    return counters;
  }

  private static Optional<Path> find(long process, String controller, String first, String second) {
    try {
      return ControlGroup.file(process, controller, first, second);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void add(Limit limit, String name, Optional<Path> file) {
    if (file.isEmpty()) {
      return;
    }
    try {
      counters.put(limit, new Counter(name, FileChannel.open(file.get(), StandardOpenOption.READ)));
    } catch (IOException e) {
      // The control group went with its last process.
    }
  }

  /** The limits that were come up against since this was last asked. */
  synchronized Set<Limit> exceeded() {
    Set<Limit> exceeded = EnumSet.noneOf(Limit.class);
    for (Limit limit : Limit.values()) {
      @Nullable Counter counter = counters.get(limit);
      try {
        if (counter != null && counter.grew()) {
          exceeded.add(limit);
        }
      } catch (IOException e) {
        // The control group went with its last process.
      }
    }
    return exceeded;
  }

  @Override
  public synchronized void close() {
    for (Counter counter : counters.values()) {
      try {
        counter.file.close();
      } catch (IOException e) {
        // Its control group is gone.
      }
    }
    counters.clear();
  }
}
