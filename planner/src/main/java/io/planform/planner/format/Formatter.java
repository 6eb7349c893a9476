package io.planform.planner.format;

import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a file in HCL as {@code terraform fmt} of Terraform 1.11 does: indentation, one space
 * around most tokens, values and comments of neighbouring lines below each other. Lines are neither
 * broken nor joined. What is laid out already stays as it is.
 */
public final class Formatter {
  private Formatter() {}

  /**
   * @return the text laid out; null if it has syntax errors, which are reported
   */
  public static @Nullable String format(SourceText source, Diagnostics diagnostics) {
    Diagnostics problems = new Diagnostics();
    HclFile.Syntax syntax = HclFile.syntax(source, problems);
    diagnostics.addAll(problems.toList());
    if (problems.hasErrors()) {
      return null;
    }
    List<Piece> pieces = Rewriting.rewrite(Pieces.of(syntax.tokens()), syntax.items());
    List<Line> lines = Line.of(pieces);
    Indentation.indent(lines);
    Spacing.space(lines);
    Alignment.align(lines);
    StringBuilder text = new StringBuilder(source.text().length());
    for (Piece piece : pieces) {
      text.repeat(' ', piece.spaces()).append(piece.text());
    }
    return text.toString();
  }
}
