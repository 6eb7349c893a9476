package io.planform.host.instance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last bytes of what was appended; grows with what it holds, up to its limit. */
final class TailBuffer {
  private final int limit;
  private byte[] bytes = new byte[256];
  private int end;
  private int size;

  TailBuffer(int limit) {
    this.limit = limit;
  }

  void append(byte[] source, int from, int length) {
    int skip = Math.max(0, length - limit);
    int count = length - skip;
    ensure(size + count);
    int first = Math.min(count, bytes.length - end);
    System.arraycopy(source, from + skip, bytes, end, first);
    System.arraycopy(source, from + skip + first, bytes, 0, count - first);
    end = (end + count) % bytes.length;
    size = Math.min(bytes.length, size + count);
  }

  void append(String text) {
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    append(source, 0, source.length);
  }

  void append(TailBuffer other) {
    byte[] content = other.content();
    append(content, 0, content.length);
  }

  void clear() {
    bytes = new byte[256];
    end = 0;
    size = 0;
  }

  private void ensure(int wanted) {
    if (wanted <= bytes.length || bytes.length == limit) {
      return;
    }
    byte[] content = content();
    bytes = Arrays.copyOf(content, Math.min(limit, Math.max(wanted, 2 * bytes.length)));
    end = size % bytes.length;
  }

  private byte[] content() {
    byte[] content = new byte[size];
    int start = Math.floorMod(end - size, bytes.length);
    int first = Math.min(size, bytes.length - start);
    System.arraycopy(bytes, start, content, 0, first);
    System.arraycopy(bytes, 0, content, first, size - first);
    return content;
  }

  @Override
  public String toString() {
    return new String(content(), StandardCharsets.UTF_8);
  }
}
