package io.planform.planner.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** What layout changed in a file, as a unified diff. */
public final class TextDifference {
  private TextDifference() {}

  /**
   * @param name of the file, shown behind {@code old/} and {@code new/}
   */
  public static String unified(String name, String before, String after) {
    RawText old = new RawText(before.getBytes(StandardCharsets.UTF_8));
    RawText laidOut = new RawText(after.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream hunks = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(hunks)) {
      formatter.format(edits(old, laidOut), old, laidOut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "--- old/" + name + "\n+++ new/" + name + "\n" + hunks.toString(StandardCharsets.UTF_8);
  }

  /** Layout seldom adds or drops a line; then nothing has to be searched for. */
  private static EditList edits(RawText old, RawText laidOut) {
    if (old.size() != laidOut.size()) {
      return new HistogramDiff().diff(RawTextComparator.DEFAULT, old, laidOut);
    }
    EditList edits = new EditList();
    int start = -1;
    for (int line = 0; line <= old.size(); line++) {
      boolean same =
          line == old.size() || RawTextComparator.DEFAULT.equals(old, line, laidOut, line);
      if (!same && start < 0) {
        start = line;
      } else if (same && start >= 0) {
        edits.add(new Edit(start, line, start, line));
        start = -1;
      }
    }
    return edits;
  }
}
