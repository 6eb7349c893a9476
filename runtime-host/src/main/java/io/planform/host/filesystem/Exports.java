package io.planform.host.filesystem;

import io.planform.host.process.Command;
import io.planform.host.storage.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Directories that NFS servers export, mounted when a function first wants them until the host
 * ends. A server that does not answer costs a start, or a call that reads or writes, some seconds
 * and an error, never more.
 */
final class Exports implements AutoCloseable {
  /** Waits of 5 s, twice; then what was asked fails. */
  private static final String OPTIONS = "soft,timeo=50,retrans=2,retry=0,nodev,nosuid,nolock";

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Path> mounted = new LinkedHashMap<>();

  Exports(Path folder) throws IOException {
    this.folder = PrivateFolder.create(folder);
  }

  /**
   * Where it is mounted.
   *
   * @throws FileSystemException that says why it is not
   */
  Path mounted(String share) {
    lock.lock();
    try {
      return mounted.computeIfAbsent(share, this::mount);
    } finally {
      lock.unlock();
    }
  }

  private Path mount(String share) {
    Path point =
        folder.resolve(UUID.nameUUIDFromBytes(share.getBytes(StandardCharsets.UTF_8)).toString());
    try {
      if (!Files.readString(Path.of("/proc/filesystems")).contains("\tnfs")) {
        throw new FileSystemException(
            "This machine's kernel has no NFS (modprobe nfs; apt-get install nfs-common).");
      }
      PrivateFolder.create(point);
    } catch (IOException e) {
      throw new FileSystemException("No folder can be made for it: " + e.getMessage());
    }
    Command.Outcome outcome =
        Command.run(List.of("mount", "-t", "nfs", "-o", OPTIONS, share, point.toString()));
    if (!outcome.succeeded()) {
      throw new FileSystemException(outcome.output());
    }
    return point;
  }

  /** What is still used goes with its last user. */
  @Override
  public void close() {
    lock.lock();
    try {
      mounted.values().forEach(point -> Command.run(List.of("umount", "-l", point.toString())));
      mounted.clear();
    } finally {
      lock.unlock();
    }
  }
}
