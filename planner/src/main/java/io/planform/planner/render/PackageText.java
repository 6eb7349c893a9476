package io.planform.planner.render;

import io.planform.planner.plan.code.FileChange;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Literal;
import io.planform.planner.render.text.Mark;

/** Shows a code package file by file, within the braces of its object. */
final class PackageText {
  private final Lines lines;

  PackageText(Lines lines) {
    this.lines = lines;
  }

  void write(PackageDiff diff) {
    lines.blank().line(1, Mark.NONE, "# files of " + diff.attribute());
    diff.files().forEach(this::file);
  }

  private void file(FileChange file) {
    Mark mark = file.isNew() ? Mark.ADD : file.isGone() ? Mark.REMOVE : Mark.CHANGE;
    lines.line(1, mark, Literal.visible(file.path()) + " (" + size(file) + ")");
    for (String line : file.lines()) {
      Mark each =
          switch (line.charAt(0)) {
            case '+' -> Mark.ADD;
            case '-' -> Mark.REMOVE;
            default -> Mark.NONE;
          };
      String content = line.startsWith("@@") ? line : line.substring(1);
      lines.line(2, each, Literal.visible(content));
    }
  }

  private static String size(FileChange file) {
    long shown = file.isGone() ? file.before() : file.after();
    boolean both = !file.isNew() && !file.isGone() && file.before() != file.after();
    return (both ? file.before() + " -> " : "") + shown + " bytes";
  }
}
