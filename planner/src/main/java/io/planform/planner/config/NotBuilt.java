package io.planform.planner.config;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourceRange;

/** Refuses parts of the language that this version does not have: never ignored, always named. */
public final class NotBuilt {
  private NotBuilt() {}

  /**
   * @param what in the plural: {@code "module" blocks}
   * @param detail what to do instead
   */
  public static Diagnostic error(String what, String detail, SourceRange range) {
    return Diagnostic.error(
        "Not supported yet", "This version does not support " + what + ". " + detail, range);
  }
}
