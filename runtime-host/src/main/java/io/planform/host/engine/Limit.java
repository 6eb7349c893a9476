package io.planform.host.engine;

/** What an instance has so much of and no more. */
public enum Limit {
  MEMORY,
  /** The room in {@code /tmp}. */
  DISK,
  /** Processes and threads together. */
  PROCESSES
}
