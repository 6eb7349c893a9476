package io.planform.planner.manifest.yaml;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.util.regex.Pattern;

/** Which texts need no quotes in YAML. */
public final class PlainText {
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_./$(-][^\\x00-\\x1f\\x7f-\\xa0\\u2028\\u2029\\ufeff]*");
  private static final SourceRange NOWHERE =
      new SourceRange("", SourcePosition.START, SourcePosition.START);

  private PlainText() {}

  /** Whether a text without quotes is read as itself, and by readers of YAML 1.1 as well. */
  public static boolean isPlain(String text) {
    if (!SAFE.matcher(text).matches()
        || text.contains(": ")
        || text.contains(" #")
        || text.endsWith(":")
        || text.endsWith(" ")
        || text.startsWith("- ")
        || text.equals("-")
        || text.startsWith("---")
        || text.startsWith("...")) {
      return false;
    }
    Diagnostics warnings = new Diagnostics();
    return new PlainScalar(warnings).read(text, NOWHERE) == null && warnings.toList().isEmpty();
  }
}
