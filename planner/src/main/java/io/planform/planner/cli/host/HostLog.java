package io.planform.planner.cli.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file that a host in the background writes to, and the older ones beside it. */
record HostLog(Path file) {
  private static final int OLDER_KEPT = 3;
  private static final int BLOCK = 16 * 1024;
  private static final long POLL_MILLIS = 200;

  /** Moves what is there aside, before a host starts. */
  void rotate() throws IOException {
    for (int age = OLDER_KEPT - 1; age >= 0; age--) {
      if (Files.exists(older(age))) {
        Files.move(older(age), older(age + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path older(int age) {
    return age == 0 ? file : file.resolveSibling(file.getFileName() + "." + age);
  }

  /** The last lines, oldest first; none where there is no log. */
  List<String> lastLines(int count) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    copy(startOfLast(count), text);
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Prints the last lines and what is appended, also by later hosts; ends by interruption only. */
  void follow(int count, OutputStream out) throws IOException, InterruptedException {
    Object key = key();
    long position = copy(startOfLast(count), out);
    while (true) {
      Thread.sleep(POLL_MILLIS);
      Object now = key();
      position = copy(Objects.equals(key, now) ? position : 0, out);
      key = now;
    }
  }

  /** Where the last lines begin, looked for from the end. */
  private long startOfLast(int count) throws IOException {
    try (FileChannel log = FileChannel.open(file)) {
      long end = log.size();
      long position = end;
      int newlines = -1;
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      while (position > 0) {
        int length = (int) Math.min(BLOCK, position);
        position -= length;
        log.read(block.clear().limit(length), position);
        for (int i = length - 1; i >= 0; i--) {
          boolean endsLine = block.get(i) == '\n' || position + i == end - 1;
          if (endsLine && ++newlines == count) {
            return position + i + 1;
          }
        }
      }
      return 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private long copy(long from, OutputStream out) throws IOException {
    try (FileChannel log = FileChannel.open(file)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      long position = Math.min(from, log.size());
      for (int read = log.read(block, position); read > 0; read = log.read(block, position)) {
        out.write(block.array(), 0, read);
        position += read;
        block.clear();
      }
      out.flush();
      return position;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
