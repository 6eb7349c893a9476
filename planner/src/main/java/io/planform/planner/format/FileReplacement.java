package io.planform.planner.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Gives a file a new text: whoever reads meanwhile, or after a crash, finds the old or the new. */
public final class FileReplacement {
  private FileReplacement() {}

  /** Keeps the file's permissions, and a symbolic link to it. */
  public static void replace(Path file, String text) throws IOException {
    Path real = file.toRealPath();
    Path draft = Files.createTempFile(real.getParent(), ".", ".draft");
    try {
      Files.writeString(draft, text);
      PosixFileAttributeView mode = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
      if (mode != null) {
        mode.setPermissions(Files.getPosixFilePermissions(real));
      }
      Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
