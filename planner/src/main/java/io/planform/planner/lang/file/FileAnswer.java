package io.planform.planner.lang.file;

/** What the file system says to a {@link FileQuestion}. */
public sealed interface FileAnswer {

  /**
   * @param bytes what was asked for; not to be changed
   */
  record Found(byte[] bytes) implements FileAnswer {}

  record Missing() implements FileAnswer {}

  record Directory() implements FileAnswer {}

  record Unreadable(String why) implements FileAnswer {}
}
