package io.planform.spi.value;

/**
 * What is said of a value beside what it is.
 *
 * @param sensitive it is not shown
 * @param ephemeral it is gone when the run ends: it may stand in no plan and no state
 */
public record Marks(boolean sensitive, boolean ephemeral) {
  public static final Marks NONE = new Marks(false, false);
  public static final Marks SENSITIVE = new Marks(true, false);
  public static final Marks EPHEMERAL = new Marks(false, true);

  public boolean isNone() {
    return this.equals(NONE);
  }

  /** Those of both: what derives from several values bears the marks of all. */
  public Marks and(Marks other) {
    if (isNone() || equals(other)) {
      return other;
    }
    return other.isNone()
        ? this
        : new Marks(sensitive || other.sensitive, ephemeral || other.ephemeral);
  }

  /** Those that are not among the others. */
  public Marks without(Marks others) {
    return new Marks(sensitive && !others.sensitive, ephemeral && !others.ephemeral);
  }
}
