package io.planform.host.instance;

import io.planform.host.engine.InstanceListener.Output;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an instance writes, cut into invocations. Where several run, a line belongs to the one whose
 * id it holds, else to the latest; what is written while none runs (by an initializer, say) opens
 * the next one's log.
 */
final class InstanceLog {
  /** Bytes kept of an invocation's output; the last ones. */
  static final int LIMIT = 64 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Output, LineSplitter> splitters = new EnumMap<>(Output.class);
  private final SequencedMap<String, TailBuffer> sections = new LinkedHashMap<>();
  private final TailBuffer between = new TailBuffer(LIMIT);

  InstanceLog() {
    for (Output output : Output.values()) {
      splitters.put(
          output, new LineSplitter((line, length) -> target(line, length).append(line, 0, length)));
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
      var section = new TailBuffer(LIMIT);
      section.append(firstLine);
      section.append(between);
      between.clear();
      sections.put(requestId, section);
    } finally {
      lock.unlock();
    }
  }

  /** The invocation's output. */
  String end(String requestId) {
    lock.lock();
    try {
      splitters.values().forEach(LineSplitter::flush);
      TailBuffer section = sections.remove(requestId);
      String text = section == null ? "" : section.toString();
      return text.endsWith("\n") || text.isEmpty() ? text : text + "\n";
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

  private TailBuffer target(byte[] bytes, int length) {
    if (sections.size() > 1) {
      String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
      for (Map.Entry<String, TailBuffer> each : sections.entrySet()) {
        if (line.contains(each.getKey())) {
          return each.getValue();
        }
      }
    }
    return sections.isEmpty() ? between : sections.lastEntry().getValue();
  }
}
