package io.planform.host.engine;

import io.planform.host.process.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code /tmp} of an instance: a file system of exactly the declared size in a sparse file, so that
 * what is written there is bounded and does not count as the function's memory, as it would in a
 * tmpfs.
 */
final class TemporaryVolume implements AutoCloseable {
  /** What is left then is too little for the blocks of one more file. */
  private static final long FULL_BYTES = 64L << 10;

  private final Path file;
  private final Path mountPoint;

  private TemporaryVolume(Path directory) {
    this.file = directory.resolve("tmp.img");
    this.mountPoint = directory.resolve("tmp");
  }

  /**
   * Makes and mounts the volume.
   *
   * @param owner user and group, by number: {@code 1003:1003}
   * @throws EngineException when the machine does not let us; nothing stays behind
   */
  static TemporaryVolume create(InstanceDirectory directory, int megabytes, String owner) {
    var volume = new TemporaryVolume(directory.path());
    try {
      volume.make(megabytes, owner);
      return volume;
    } catch (IOException | EngineException e) {
      volume.close();
      String reason = "/tmp of an instance cannot be made: " + e.getMessage();
      throw new EngineException(
          reason.contains("No space left")
              ? reason
              : reason + ". It takes root, mkfs.ext4 (apt-get install e2fsprogs) and loop devices.",
          e);
    }
  }

  Path path() {
    return mountPoint;
  }

  /** Whether nothing more can be written. */
  boolean isFull() {
    try {
      return Files.getFileStore(mountPoint).getUsableSpace() < FULL_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private void make(int megabytes, String owner) throws IOException {
    Files.createDirectory(mountPoint);
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(megabytes * 1024L * 1024L);
    }
    run(
        "mkfs.ext4",
        "-q",
        "-F",
        "-m",
        "0",
        "-O",
        "^has_journal,^resize_inode",
        "-E",
        "lazy_itable_init=1,nodiscard,root_owner=" + owner,
        file.toString());
    run("mount", "-o", "loop,nodev,nosuid,noatime", file.toString(), mountPoint.toString());
    Files.deleteIfExists(mountPoint.resolve("lost+found"));
  }

  private static void run(String... words) {
    Command.Outcome outcome = Command.run(List.of(words));
    if (!outcome.succeeded()) {
      throw new EngineException(outcome.output());
    }
  }

  @Override
  public void close() {
    unmount(mountPoint);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Removed with its directory at the next start.
    }
  }

  /** Unmounts; a file system that is still in use goes when its last user does. */
  static void unmount(Path mountPoint) {
    if (!Command.run(List.of("umount", mountPoint.toString())).succeeded()) {
      Command.run(List.of("umount", "--lazy", mountPoint.toString()));
    }
  }

  /** Every mount below the folder. */
  static List<Path> mountsBelow(Path folder) {
    try {
      return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .map(line -> Path.of(line.split(" ", -1)[4].replace("\\040", " ")))
          .filter(path -> path.startsWith(folder))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
