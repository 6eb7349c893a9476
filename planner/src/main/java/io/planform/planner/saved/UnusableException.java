package io.planform.planner.saved;

/** A plan file cannot be used. The message says why in full sentences. */
public final class UnusableException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean damaged;

  private UnusableException(String message, boolean damaged) {
    super(message);
    this.damaged = damaged;
  }

  static UnusableException damaged(String message) {
    return new UnusableException(message, true);
  }

  static UnusableException of(String message) {
    return new UnusableException(message, false);
  }

  /** Whether the file is not as it was written, rather than one that this version cannot use. */
  public boolean isDamaged() {
    return damaged;
  }
}
