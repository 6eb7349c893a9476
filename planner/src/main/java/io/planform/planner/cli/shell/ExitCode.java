package io.planform.planner.cli.shell;

/** What the process answers to the shell that started it. */
public final class ExitCode {
  /** Done; with {@code -detailed-exitcode}: no changes. */
  public static final int DONE = 0;

  public static final int ERROR = 1;

  /** With {@code -detailed-exitcode}: there are changes. */
  public static final int CHANGES = 2;

  /** The lease on the state could not be had in time. */
  public static final int LEASE_BUSY = 3;

  /** A saved plan is stale or damaged. */
  public static final int STALE_PLAN = 4;

  /** A policy, check or test failed. */
  public static final int FAILED = 5;

  /** An apply ended part-way: what was done is recorded. */
  public static final int PARTIAL = 6;

  /** What was in flight when the user interrupted was finished or recorded. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
