package io.planform.functiongraph.code;

/**
 * How much an archive may hold, and which names.
 *
 * @param unpackedBytes of all its files together
 * @param backupNames whether names that end in {@code ~} are allowed
 */
public record ArchiveLimits(long unpackedBytes, int entries, boolean backupNames) {
  private static final long UNPACKED_BYTES = 1_500L * 1024 * 1024;

  /** The guide states it for dependencies; a function's code is held to the same. */
  private static final int ENTRIES = 30_000;

  /** For the code of a function. */
  public static final ArchiveLimits FUNCTION = new ArchiveLimits(UNPACKED_BYTES, ENTRIES, true);

  /** For a dependency package. */
  public static final ArchiveLimits DEPENDENCY = new ArchiveLimits(UNPACKED_BYTES, ENTRIES, false);
}
