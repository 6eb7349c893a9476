package io.planform.host.instance;

import io.planform.host.engine.InstanceListener.Output;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an instance writes, cut into invocations. Our bootstraps end an invocation's output on each
 * stream with a line of the marker and the request id, which is taken out again. Where several
 * invocations run, a line belongs to the one whose id it holds, else to the latest; what is written
 * while none runs (by an initializer, say) opens the next one's log.
 */
final class InstanceLog {
  /** Bytes kept of an invocation's output; the last ones. */
  static final int LIMIT = 64 << 10;

  private static final long LONGEST_WAIT_MILLIS = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Output, LineSplitter> splitters = new EnumMap<>(Output.class);
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final TailBuffer between = new TailBuffer(LIMIT);
  private final String marker;

  InstanceLog(String marker) {
    this.marker = marker;
    for (Output output : Output.values()) {
      splitters.put(output, new LineSplitter((line, length) -> line(output, line, length)));
    }
  }

  private static final class Section {
    final TailBuffer text = new TailBuffer(LIMIT);
    final EnumSet<Output> open = EnumSet.allOf(Output.class);
    final CountDownLatch closed = new CountDownLatch(open.size());

    void close(Output output) {
      if (open.remove(output)) {
        closed.countDown();
      }
    }
  }

  void wrote(Output output, byte[] bytes) {
    lock.lock();
    try {
      LineSplitter splitter = splitters.get(output);
      if (splitter != null) {
        splitter.accept(bytes);
      }
    } finally {
      lock.unlock();
    }
  }

  void begin(String requestId, String firstLine) {
    lock.lock();
    try {
      var section = new Section();
      section.text.append(firstLine);
      section.text.append(between);
      between.clear();
      sections.put(requestId, section);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The invocation's output.
   *
   * @param marked whether the markers are worth waiting for
   */
  String end(String requestId, boolean marked) {
    @Nullable Section section = section(requestId);
    if (section == null) {
      return "";
    }
    if (marked) {
      try {
        section.closed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    lock.lock();
    try {
      splitters.values().forEach(LineSplitter::flush);
      sections.remove(requestId);
      String text = section.text.toString();
      return text.endsWith("\n") || text.isEmpty() ? text : text + "\n";
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Section section(String requestId) {
    lock.lock();
    try {
      return sections.get(requestId);
    } finally {
      lock.unlock();
    }
  }

  /** Adds what the host has to say to what is outside of any invocation. */
  void note(String text) {
    lock.lock();
    try {
      between.append(text + "\n");
    } finally {
      lock.unlock();
    }
  }

  /** What was written while no invocation ran. */
  String outside() {
    lock.lock();
    try {
      splitters.values().forEach(LineSplitter::flush);
      return between.toString();
    } finally {
      lock.unlock();
    }
  }

  private void line(Output output, byte[] bytes, int length) {
    String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
    int at = line.indexOf(marker);
    if (at < 0) {
      target(output, line).append(bytes, 0, length);
      return;
    }
    if (at > 0) {
      target(output, line).append(line.substring(0, at));
    }
    Section section = sections.get(line.substring(at + marker.length()).strip());
    if (section != null) {
      section.close(output);
    }
  }

  private TailBuffer target(Output output, String line) {
    TailBuffer latest = between;
    for (Map.Entry<String, Section> each : sections.entrySet()) {
      if (each.getValue().open.contains(output)) {
        if (sections.size() > 1 && line.contains(each.getKey())) {
          return each.getValue().text;
        }
        latest = each.getValue().text;
      }
    }
    return latest;
  }
}
