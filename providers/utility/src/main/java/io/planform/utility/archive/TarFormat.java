package io.planform.utility.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** {@code tar.gz}, as POSIX.1-2001 has it; the header of gzip tells no time. */
record TarFormat() implements ArchiveFormat {

  @Override
  public void pack(SortedMap<String, FileContent> contents, Path file, String mode)
      throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file))),
            StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Map.Entry<String, FileContent> content : contents.entrySet()) {
        add(tar, content.getKey(), content.getValue(), mode);
      }
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, FileContent content, String mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(0);
    entry.setMode(FILE | content.permissions(mode));
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setSize(content.size());
    tar.putArchiveEntry(entry);
    try (InputStream in = content.open()) {
      in.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }
}
