package io.planform.spi.diagnostic;

import io.planform.spi.value.ValuePath;
import org.jspecify.annotations.Nullable;

/**
 * One thing a user should know. Shown as: the summary, the place with its source line, the detail
 * (why), the hint (how to mend it).
 *
 * @param summary one short line without a full stop
 * @param detail full sentences; may be empty
 * @param range where in the manifests; null where nothing in them is at fault
 * @param path the attribute a provider complains about, relative to the resource; the planner turns
 *     it into a range
 * @param hint what to do about it
 */
public record Diagnostic(
    Severity severity,
    String summary,
    String detail,
    @Nullable SourceRange range,
    @Nullable ValuePath path,
    @Nullable String hint) {

  public static Diagnostic error(String summary, String detail) {
    return new Diagnostic(Severity.ERROR, summary, detail, null, null, null);
  }

  public static Diagnostic error(String summary, String detail, @Nullable SourceRange range) {
    return new Diagnostic(Severity.ERROR, summary, detail, range, null, null);
  }

  public static Diagnostic warning(String summary, String detail, @Nullable SourceRange range) {
    return new Diagnostic(Severity.WARNING, summary, detail, range, null, null);
  }

  public Diagnostic at(@Nullable SourceRange newRange) {
    return new Diagnostic(severity, summary, detail, newRange, path, hint);
  }

  public Diagnostic at(ValuePath newPath) {
    return new Diagnostic(severity, summary, detail, range, newPath, hint);
  }

  public Diagnostic withHint(String newHint) {
    return new Diagnostic(severity, summary, detail, range, path, newHint);
  }

  /** The same, as something that stops nothing. */
  public Diagnostic asWarning() {
    return new Diagnostic(Severity.WARNING, summary, detail, range, path, hint);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
