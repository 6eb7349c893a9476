package io.planform.host.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes folders that only their owner can enter. */
public final class PrivateFolder {
  private PrivateFolder() {}

  /** Makes what is missing of a path; a folder that is there keeps its permissions. */
  public static Path create(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
