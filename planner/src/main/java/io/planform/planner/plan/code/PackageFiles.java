package io.planform.planner.plan.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files in a package: a zip archive, or the text of a single file. */
final class PackageFiles {
  /** Larger packages are known by their digest only. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int MOST_FILES = 10_000;

  private PackageFiles() {}

  static boolean isArchive(byte[] content) {
    return content.length > 3
        && content[0] == 'P'
        && content[1] == 'K'
        && content[2] == 3
        && content[3] == 4;
  }

  /** Contents by path; null if that is too much, or cannot be read. */
  static @Nullable SequencedMap<String, byte[]> of(byte[] archive) {
    SequencedMap<String, byte[]> files = new TreeMap<>();
    int left = MOST_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        files.put(entry.getName(), content);
        if (left < 0 || files.size() > MOST_FILES) {
          return null;
        }
      }
      return files;
    } catch (IOException | IllegalArgumentException _) {
      // What is wrong with an archive is said by whom it is given to.
      return null;
    }
  }
}
