package io.planform.utility.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** {@code zip}. */
record ZipFormat() implements ArchiveFormat {
  /** The earliest that the format can say. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  @Override
  public void pack(SortedMap<String, FileContent> contents, Path file, String mode)
      throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      for (Map.Entry<String, FileContent> content : contents.entrySet()) {
        add(zip, content.getKey(), content.getValue(), mode);
      }
    }
  }

  private static void add(ZipArchiveOutputStream zip, String name, FileContent content, String mode)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setTimeLocal(EPOCH);
    entry.setUnixMode(FILE | content.permissions(mode));
    zip.putArchiveEntry(entry);
    try (InputStream in = content.open()) {
      in.transferTo(zip);
    }
    zip.closeArchiveEntry();
  }
}
