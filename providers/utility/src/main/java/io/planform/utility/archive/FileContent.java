package io.planform.utility.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What one entry of an archive holds. */
sealed interface FileContent {
  InputStream open() throws IOException;

  /** In bytes. */
  long size() throws IOException;

  boolean isExecutable();

  /**
   * The entry's permissions.
   *
   * @param mode octal, for every file; empty for 0755 where a file is executable and 0644 elsewhere
   */
  default int permissions(String mode) {
    return mode.isEmpty() ? (isExecutable() ? 0755 : 0644) : Integer.parseInt(mode, 8);
  }

  record OfFile(Path file) implements FileContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public boolean isExecutable() {
      return Files.isExecutable(file);
    }
  }

  record OfText(byte[] bytes) implements FileContent {
    OfText(String text) {
      this(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public boolean isExecutable() {
      return false;
    }
  }
}
