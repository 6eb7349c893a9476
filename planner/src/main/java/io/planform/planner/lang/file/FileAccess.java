package io.planform.planner.lang.file;

/** Answers what functions ask of the file system. Safe for use by many threads. */
@FunctionalInterface
public interface FileAccess {
  FileAnswer ask(FileQuestion question);
}
