package io.planform.host.filesystem;

import io.planform.host.process.Command;
import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What file systems hold: each is an ext4 in a sparse file, so that it holds as much as it was made
 * for and takes the room of what is in it. Mounted when it is first wanted, until the host ends;
 * what a killed host left mounted is taken over.
 */
final class Volumes implements AutoCloseable {
  /** Fewer inodes than usual make large ones quickly. */
  private static final int LARGE_GIGABYTES = 1000;

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  Volumes(Path folder) throws IOException {
    this.folder = PrivateFolder.create(folder);
  }

  /** Removes what is left of file systems that are none. */
  void retain(List<String> ids) {
    List<Path> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(each -> !ids.contains(id(each))).forEach(others::add);
    } catch (IOException e) {
      return;
    }
    others.forEach(each -> delete(id(each)));
  }

  private static String id(Path file) {
    return file.getFileName().toString().replace(".img", "").replace(".new", "");
  }

  /**
   * @throws FileSystemException when this machine cannot; nothing stays behind
   */
  void create(String id, int gigabytes) {
    guarded(
        () -> {
          Path unfinished = folder.resolve(id + ".new");
          try {
            try (var sparse = new RandomAccessFile(unfinished.toFile(), "rw")) {
              sparse.setLength((long) gigabytes << 30);
            }
            run(format(unfinished, gigabytes));
            Files.move(unfinished, image(id));
          } catch (IOException e) {
            throw new FileSystemException(
                "A file of %d GB cannot be made: %s".formatted(gigabytes, e.getMessage()));
          } finally {
            deleteQuietly(unfinished);
          }
        });
  }

  private static List<String> format(Path file, int gigabytes) {
    List<String> words = new ArrayList<>(List.of("mkfs.ext4", "-q", "-F", "-m", "0"));
    if (gigabytes > LARGE_GIGABYTES) {
      Collections.addAll(words, "-T", "largefile");
    }
    Collections.addAll(
        words, "-J", "size=64", "-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard");
    words.add(file.toString());
    return words;
  }

  /** Makes it larger, also while it is used. */
  void grow(String id, int gigabytes) {
    guarded(
        () -> {
          Path device = Path.of(device(mount(id)));
          try (var sparse = new RandomAccessFile(image(id).toFile(), "rw")) {
            sparse.setLength(Math.max(sparse.length(), (long) gigabytes << 30));
          } catch (IOException e) {
            throw new FileSystemException(
                "It cannot become %d GB: %s".formatted(gigabytes, e.getMessage()));
          }
          run(List.of("losetup", "--set-capacity", device.toString()));
          Command.Outcome grown = Command.run(List.of("resize2fs", device.toString()));
          if (!grown.succeeded()) {
            throw new FileSystemException(
                "It cannot become %d GB: %s (it takes CAP_SYS_RESOURCE)"
                    .formatted(gigabytes, grown.output().lines().skip(1).findFirst().orElse("")));
          }
        });
  }

  private static String device(Path mountPoint) {
    Command.Outcome found =
        Command.run(List.of("findmnt", "--noheadings", "--output=SOURCE", mountPoint.toString()));
    if (!found.succeeded()) {
      throw new FileSystemException("Its device is not known: " + found.output());
    }
    return found.output();
  }

  /** Where it is mounted. */
  Path mounted(String id) {
    lock.lock();
    try {
      return mount(id);
    } finally {
      lock.unlock();
    }
  }

  private Path mount(String id) {
    Path point = folder.resolve(id);
    try {
      PrivateFolder.create(point);
      if (isMounted(point)) {
        return point;
      }
      run(List.of("mount", "-o", "loop,nodev,nosuid", image(id).toString(), point.toString()));
      Files.deleteIfExists(point.resolve("lost+found"));
      Files.setPosixFilePermissions(point, PosixFilePermissions.fromString("rwxrwxrwx"));
      return point;
    } catch (IOException e) {
      throw new FileSystemException("It cannot be mounted: " + e.getMessage());
    }
  }

  private static boolean isMounted(Path point) throws IOException {
    return !Files.getFileStore(point).equals(Files.getFileStore(point.getParent()));
  }

  /** What can still be written, in bytes. */
  long free(String id) {
    try {
      return Files.getFileStore(mounted(id)).getUsableSpace();
    } catch (IOException e) {
      throw new FileSystemException("It cannot be read: " + e.getMessage());
    }
  }

  /** Deletes what it holds. */
  void delete(String id) {
    guarded(
        () -> {
          unmount(folder.resolve(id));
          deleteQuietly(image(id));
          deleteQuietly(folder.resolve(id));
          deleteQuietly(folder.resolve(id + ".new"));
        });
  }

  private void guarded(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private Path image(String id) {
    return folder.resolve(id + ".img");
  }

  private static void unmount(Path point) {
    if (!Files.isDirectory(point)) {
      return;
    }
    try {
      if (isMounted(point) && !Command.run(List.of("umount", point.toString())).succeeded()) {
        Command.run(List.of("umount", "--lazy", point.toString()));
      }
    } catch (IOException e) {
      // It is unmounted with the machine.
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Removed at the next start.
    }
  }

  private static void run(List<String> words) {
    Command.Outcome outcome = Command.run(words);
    if (!outcome.succeeded()) {
      throw new FileSystemException(
          "%s. It takes root, e2fsprogs and loop devices.".formatted(outcome.output()));
    }
  }

  @Override
  public void close() {
    guarded(
        () -> {
          try (Stream<Path> points = Files.list(folder)) {
            points.filter(Files::isDirectory).forEach(Volumes::unmount);
          } catch (IOException e) {
            // They are taken over at the next start.
          }
        });
  }
}
