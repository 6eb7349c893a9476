package io.planform.utility.terraform;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes known values as expressions, laid out as {@code terraform fmt} does. */
final class ExpressionText {
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{N}\\p{M}_-]*");

  /** A line before it is laid out. */
  private static final class Line {
    final StringBuilder text = new StringBuilder();

    /** How many more brackets open than close. */
    int depth;

    /** The length of an assigned name; 0 if nothing is assigned. */
    int name;
  }

  private final List<Line> lines = new ArrayList<>();
  private Line line = new Line();

  private ExpressionText() {}

  static String of(Value value) {
    ExpressionText text = new ExpressionText();
    text.write(value);
    return text.end();
  }

  /** Each as {@code name = value}; ends with a line break unless there is none. */
  static String assignments(Map<String, Value> values) {
    ExpressionText text = new ExpressionText();
    text.assign(values);
    return text.end();
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private void write(Value value) {
    switch (value) {
      case Value.Str(String text) -> line.text.append(quoted(text));
      case Value.Num(BigDecimal number) -> line.text.append(Conversion.text(number));
      case Value.Bool(boolean bool) -> line.text.append(bool);
      case Value.ListOf(_, List<Value> values) -> sequence(values);
      case Value.SetOf(_, List<Value> values) -> sequence(values);
      case Value.Tuple(List<Value> values) -> sequence(values);
      case Value.MapOf(_, Map<String, Value> values) -> mapping(values);
      case Value.Obj(SequencedMap<String, Value> values) -> mapping(values);
      case Value.Marked(Value inner, _) -> write(inner);
      case Value.Null _, Value.Unknown _ -> line.text.append("null");
    }
  }

  private void sequence(List<Value> values) {
    open('[');
    String separator = "";
    for (Value value : values) {
      line.text.append(separator);
      write(value);
      separator = ", ";
    }
    close(']');
  }

  private void mapping(Map<String, Value> values) {
    open('{');
    if (!values.isEmpty()) {
      endLine();
      assign(values);
    }
    close('}');
  }

  private void assign(Map<String, Value> values) {
    new TreeMap<>(values)
        .forEach(
            (key, value) -> {
              String name = isName(key) ? key : quoted(key);
              line.name = name.codePointCount(0, name.length());
              line.text.append(name).append(" = ");
              write(value);
              endLine();
            });
  }

  private void open(char bracket) {
    line.text.append(bracket);
    line.depth++;
  }

  private void close(char bracket) {
    line.text.append(bracket);
    line.depth--;
  }

  private void endLine() {
    lines.add(line);
    line = new Line();
  }

  private String end() {
    lines.add(line);
    align();
    StringBuilder all = new StringBuilder();
    Deque<Integer> open = new ArrayDeque<>();
    String separator = "";
    for (Line each : lines) {
      for (int closing = -each.depth; closing > 0 && !open.isEmpty(); ) {
        int last = open.pop();
        if (last > closing) {
          open.push(last - closing);
        }
        closing -= last;
      }
      all.append(separator).append(each.text.isEmpty() ? "" : "  ".repeat(open.size()));
      all.append(each.text);
      if (each.depth > 0) {
        open.push(each.depth);
      }
      separator = "\n";
    }
    return all.toString();
  }

  /** Assignments of one line each that follow one another have their equals signs in one column. */
  private void align() {
    List<Line> run = new ArrayList<>();
    for (Line each : lines) {
      if (each.name > 0 && each.depth == 0) {
        run.add(each);
      } else {
        align(run);
        run.clear();
      }
    }
    align(run);
  }

  private static void align(List<Line> run) {
    int widest = run.stream().mapToInt(each -> each.name).max().orElse(0);
    for (Line each : run) {
      int end = each.text.offsetByCodePoints(0, each.name);
      each.text.insert(end, " ".repeat(widest - each.name));
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      switch (point) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          boolean template =
              (point == '$' || point == '%') && i + 1 < points.length && points[i + 1] == '{';
          quoted.append(template ? Character.toString(point).repeat(2) : plain(point));
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static String plain(int point) {
    if (point == ' ') {
      return " ";
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point);
      default -> Character.toString(point);
    };
  }
}
