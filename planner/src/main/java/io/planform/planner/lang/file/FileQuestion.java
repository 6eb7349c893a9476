package io.planform.planner.lang.file;

import java.nio.file.Path;

/**
 * What a function asks of the file system.
 *
 * @param path relative to the root module's directory where it lies in it, so that a plan can be
 *     applied in another copy of that directory; absolute otherwise
 * @param detail name of a digest's algorithm, or a pattern of names; else empty
 */
public record FileQuestion(Subject subject, String path, String detail) {

  public enum Subject {
    /** All bytes of a file. */
    CONTENT,
    /** The digest of a file of any size. */
    DIGEST,
    /** Whether there is such a file; the answer has no bytes. */
    EXISTENCE,
    /** Paths of files in a folder, each ended by a NUL byte. */
    NAMES
  }

  /**
   * @param root directory of the root module
   */
  public static FileQuestion of(Subject subject, Path root, Path file, String detail) {
    Path base = root.toAbsolutePath().normalize();
    Path whole = file.toAbsolutePath().normalize();
    Path told = whole.startsWith(base) ? base.relativize(whole) : whole;
    return new FileQuestion(subject, told.toString(), detail);
  }
}
