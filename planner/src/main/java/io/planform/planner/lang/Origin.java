package io.planform.planner.lang;

import io.planform.spi.diagnostic.SourceRange;

/** Where a text came from: turns offsets in it into a place that a user can open. */
public interface Origin {

  /** Offsets in UTF-16 units, {@code end} exclusive. */
  SourceRange range(int start, int end);
}
