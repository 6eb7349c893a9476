package io.planform.utility.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and folders with octal modes; the process's mask is taken off, as everywhere. */
final class FileMode {
  private static final PosixFilePermission[] FROM_LEFT = PosixFilePermission.values();

  private static final int OWNER_WRITES = 0200;

  private FileMode() {}

  private static FileAttribute<Set<PosixFilePermission>> attribute(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < FROM_LEFT.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(FROM_LEFT[bit]);
      }
    }
    return PosixFilePermissions.asFileAttribute(permissions);
  }

  static void createFolders(@Nullable Path folder, int mode) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, attribute(mode));
    }
  }

  /** Writes beside the file and puts it in its place: it is never there by half. */
  static void write(Path file, byte[] content, int mode) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".planform");
    Files.deleteIfExists(temporary);
    try {
      Files.createFile(temporary, attribute(mode | OWNER_WRITES));
      Files.write(temporary, content);
      if ((mode & OWNER_WRITES) == 0) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(temporary);
        permissions.remove(PosixFilePermission.OWNER_WRITE);
        Files.setPosixFilePermissions(temporary, permissions);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
