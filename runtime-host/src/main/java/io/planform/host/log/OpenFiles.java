package io.planform.host.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that were added to last, kept open: opening one costs more than a line. Each is used by
 * one thread at a time, which its log's lock sees to, and nobody has it while a line is written.
 */
final class OpenFiles {
  private final int most;

  /** The one used last comes last. */
  private final LinkedHashMap<Path, FileChannel> open = new LinkedHashMap<>();

  OpenFiles(int most) {
    this.most = most;
  }

  /** Adds to a file, which is made where there is none. */
  void append(Path file, byte[] bytes) throws IOException {
    FileChannel known = take(file);
    FileChannel channel =
        known == null
            ? FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
            : known;
    boolean written = false;
    try {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        int _ = channel.write(left);
      }
      written = true;
    } finally {
      if (!written) {
        channel.close();
      }
    }
    keep(file, channel);
  }

  /** Closes a file that nothing more is added to, or that is about to be deleted. */
  void close(Path file) throws IOException {
    FileChannel known = take(file);
    if (known != null) {
      known.close();
    }
  }

  private synchronized @Nullable FileChannel take(Path file) {
    return open.remove(file);
  }

  private synchronized void keep(Path file, FileChannel channel) throws IOException {
    open.put(file, channel);
    if (open.size() > most) {
      Map.Entry<Path, FileChannel> eldest = open.firstEntry();
      open.remove(eldest.getKey());
      eldest.getValue().close();
    }
  }

  /** How many are open. */
  synchronized int size() {
    return open.size();
  }

  /** Closes them all; whatever is added later opens its file again. */
  synchronized void closeAll() throws IOException {
    for (FileChannel each : open.values()) {
      each.close();
    }
    open.clear();
  }
}
