package io.planform.utility.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes archives of which equal contents give equal bytes. */
final class ZipWriter {
  /** The earliest that the format can say. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int FILE = 0100000;

  private ZipWriter() {}

  /**
   * Replaces the output at once, and only if its bytes change.
   *
   * @param mode octal, for every file; empty for 0755 where a file is executable and 0644 elsewhere
   */
  static void write(SortedMap<String, ZipContent> contents, Path output, String mode)
      throws IOException {
    Path parent = output.toAbsolutePath().resolveSibling("");
    Files.createDirectories(parent);
    Path temporary = Files.createTempFile(parent, ".archive-", ".zip");
    try {
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(temporary)) {
        for (Map.Entry<String, ZipContent> content : contents.entrySet()) {
          add(zip, content.getKey(), content.getValue(), mode);
        }
      }
      if (!Files.isRegularFile(output) || Files.mismatch(temporary, output) >= 0) {
        Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void add(ZipArchiveOutputStream zip, String name, ZipContent content, String mode)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setTimeLocal(EPOCH);
    int permissions =
        mode.isEmpty() ? (content.isExecutable() ? 0755 : 0644) : Integer.parseInt(mode, 8);
    entry.setUnixMode(FILE | permissions);
    zip.putArchiveEntry(entry);
    try (InputStream in = content.open()) {
      in.transferTo(zip);
    }
    zip.closeArchiveEntry();
  }
}
