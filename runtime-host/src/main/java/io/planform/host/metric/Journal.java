package io.planform.host.metric;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The samples that are not in the database yet, in a mapped file: adding one costs no system call,
 * and a host that is killed loses none. Not safe for use by many threads.
 */
final class Journal {
  private static final String SUFFIX = ".journal";
  private static final int SIZE = 1 << 20;
  private static final int RECORD = 40;

  private final long number;
  private final Path file;
  private final MappedByteBuffer content;

  private Journal(long number, Path file, MappedByteBuffer content) {
    this.number = number;
    this.file = file;
    this.content = content;
  }

  /**
   * @param number higher than that of any journal before
   */
  static Journal create(Path folder, long number) throws IOException {
    Path file = folder.resolve(number + SUFFIX);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // Space that is not there must show now: a mapped page without space ends the process.
      ByteBuffer zeros = ByteBuffer.allocate(SIZE);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      return new Journal(number, file, channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  long number() {
    return number;
  }

  /** Whether there was room for it. */
  boolean add(Sample sample) {
    int at = content.position();
    if (content.remaining() < RECORD) {
      return false;
    }
    content.putInt(at + 4, sample.kind().code());
    content.putLong(at + 8, sample.time());
    content.putDouble(at + 16, sample.durationMillis());
    content.putInt(at + 24, sample.concurrency());
    content.putInt(at + 28, sample.instances());
    content.putInt(at + 32, sample.memoryMegabytes());
    content.putInt(at + 36, sample.usedKilobytes());
    // The series, which no record lacks, makes it one.
    VarHandle.releaseFence();
    content.putInt(at, sample.series());
    content.position(at + RECORD);
    return true;
  }

  /** Reads what a host left behind. */
  static void replay(Path file, Consumer<Sample> samples) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
    for (int at = 0; at + RECORD <= content.limit() && content.getInt(at) != 0; at += RECORD) {
      samples.accept(
          new Sample(
              content.getInt(at),
              Kind.of(content.getInt(at + 4)),
              content.getLong(at + 8),
              content.getDouble(at + 16),
              content.getInt(at + 24),
              content.getInt(at + 28),
              content.getInt(at + 32),
              content.getInt(at + 36)));
    }
  }

  static boolean isOne(Path file) {
    return file.getFileName().toString().matches("\\d{1,18}\\" + SUFFIX);
  }

  static long numberOf(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
