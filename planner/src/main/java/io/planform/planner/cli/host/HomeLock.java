package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.Shell;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Held while the host of a home is started or stopped. The system frees it with the process. */
record HomeLock(FileChannel file) implements AutoCloseable {

  /** Waits for whoever has it. */
  static HomeLock take(LocalHost host, Shell shell) throws IOException {
    Files.createDirectories(
        host.folder(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel file =
        FileChannel.open(
            host.folder().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock free = file.tryLock();
    if (free == null) {
      shell.out().println("Waiting for another command that starts or stops the runtime host.");
      file.lock();
    }
    return new HomeLock(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
