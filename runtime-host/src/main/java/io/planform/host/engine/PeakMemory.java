package io.planform.host.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The high-water mark of a control group's memory. cgroup v1 has {@code memory.max_usage_in_bytes};
 * v2 has {@code memory.peak}, which can be reset only since Linux 6.12, and then for the open file
 * that it was reset through.
 */
final class PeakMemory implements AutoCloseable {
  private final FileChannel file;

  private PeakMemory(FileChannel file) {
    this.file = file;
  }

  /** The meter of the process's control group; empty where the kernel offers none. */
  static Optional<PeakMemory> of(long process) {
    try {
      Optional<Path> peak =
          ControlGroup.file(process, "memory", "memory.max_usage_in_bytes", "memory.peak");
      return peak.isEmpty() ? Optional.empty() : open(peak.get());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<PeakMemory> open(Path path) throws IOException {
    var meter =
        new PeakMemory(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    try {
      meter.reset();
      return Optional.of(meter);
    } catch (IOException e) {
      meter.close();
      return Optional.empty();
    }
  }

  void reset() throws IOException {
    file.write(ByteBuffer.wrap("0".getBytes(StandardCharsets.US_ASCII)), 0);
  }

  long bytes() throws IOException {
    var buffer = ByteBuffer.allocate(32);
    file.read(buffer, 0);
    return Long.parseLong(
        new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip());
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Its control group is gone.
    }
  }
}
