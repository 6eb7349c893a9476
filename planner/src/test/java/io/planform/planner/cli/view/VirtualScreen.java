package io.planform.planner.cli.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal's screen, as far as progress is drawn on it: lines that break at its width and scroll,
 * the cursor moved up, what is erased, colours, and frames that are shown as a whole. Characters
 * are one column wide, except Chinese ones.
 */
public final class VirtualScreen {
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??)([0-9;]*)([A-Za-z])");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int columns;
  private final int rows;
  private int row;
  private int column;
  private boolean colored;
  private boolean inFrame;

  public VirtualScreen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  VirtualScreen feed(byte[] bytes) {
    return feed(new String(bytes, StandardCharsets.UTF_8));
  }

  public VirtualScreen feed(String text) {
    Matcher sequence = SEQUENCE.matcher(text);
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\u001b') {
        if (!sequence.find(i) || sequence.start() != i) {
          throw new AssertionError("not understood: " + text.substring(i));
        }
        obey(sequence.group(1), sequence.group(2), sequence.group(3));
        i = sequence.end() - 1;
      } else if (next == '\r') {
        column = 0;
      } else if (next == '\n') {
        down();
        column = 0;
      } else {
        put(next);
      }
    }
    return this;
  }

  private void obey(String mark, String number, String command) {
    switch (mark + command) {
      case "A" -> {
        row -= Integer.parseInt(number);
        if (row < Math.max(0, lines.size() - rows)) {
          throw new AssertionError("above the screen");
        }
      }
      case "K" -> erase(row, column);
      case "J" -> {
        erase(row, column);
        lines.subList(row + 1, lines.size()).clear();
      }
      case "m" -> colored = true;
      case "?h" -> {
        if (inFrame) {
          throw new AssertionError("a frame in a frame");
        }
        inFrame = true;
      }
      case "?l" -> inFrame = false;
      default -> throw new AssertionError("not understood: " + mark + number + command);
    }
  }

  private void erase(int line, int from) {
    StringBuilder text = lines.get(line);
    text.setLength(Math.min(from, text.length()));
  }

  private void put(char next) {
    int width = next >= 0x2E80 ? 2 : 1;
    if (column + width > columns) {
      down();
      column = 0;
    }
    StringBuilder line = lines.get(row);
    while (line.length() < column) {
      line.append(' ');
    }
    line.replace(column, Math.min(line.length(), column + 1), String.valueOf(next));
    column += width;
  }

  private void down() {
    row++;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
  }

  /** Makes it narrower; lines that are too long go on in the next one. */
  void narrow(int newColumns) {
    columns = newColumns;
    List<StringBuilder> broken = new ArrayList<>();
    for (StringBuilder line : lines) {
      int from = 0;
      do {
        int to = Math.min(line.length(), from + newColumns);
        broken.add(new StringBuilder(line.substring(from, to)));
        from = to;
      } while (from < line.length());
    }
    lines.clear();
    lines.addAll(broken);
    row = lines.size() - 1;
  }

  public boolean isColored() {
    return colored;
  }

  /** Everything that was ever printed and not erased, without spaces at line ends. */
  public String text() {
    if (inFrame) {
      throw new AssertionError("a frame that does not end");
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
    return text.toString().stripTrailing() + "\n";
  }
}
