package io.planform.utility.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What one entry of an archive holds. */
interface ZipContent {
  InputStream open() throws IOException;

  boolean isExecutable();

  static ZipContent ofFile(Path file) {
    return new ZipContent() {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public boolean isExecutable() {
        return Files.isExecutable(file);
      }
    };
  }

  static ZipContent ofText(String text) {
    return new ZipContent() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public boolean isExecutable() {
        return false;
      }
    };
  }
}
