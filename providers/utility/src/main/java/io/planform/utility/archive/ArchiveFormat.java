package io.planform.utility.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;

/** A kind of archive. Equal contents give equal bytes. */
sealed interface ArchiveFormat permits TarFormat, ZipFormat {
  /** Of an entry that is a file, beside its permissions. */
  int FILE = 0100000;

  /**
   * @param contents by name
   * @param file is there and is overwritten
   * @param mode as in {@link FileContent#permissions}
   */
  void pack(SortedMap<String, FileContent> contents, Path file, String mode) throws IOException;

  /** Replaces the output at once, and only if its bytes change. */
  default void write(SortedMap<String, FileContent> contents, Path output, String mode)
      throws IOException {
    Path parent = output.toAbsolutePath().resolveSibling("");
    Files.createDirectories(parent);
    Path temporary = Files.createTempFile(parent, ".archive-", ".tmp");
    try {
      pack(contents, temporary, mode);
      if (!Files.isRegularFile(output) || Files.mismatch(temporary, output) >= 0) {
        Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
