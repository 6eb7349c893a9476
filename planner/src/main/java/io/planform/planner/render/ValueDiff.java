package io.planform.planner.render;

import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Shows a value that was and will be, part by part. Absent values are null; whatever is the same is
 * counted, not shown.
 */
final class ValueDiff {
  private final Lines lines;

  ValueDiff(Lines lines) {
    this.lines = lines;
  }

  /**
   * One entry with its mark.
   *
   * @param label what stands in front of the value, such as {@code name = }
   * @param note what stands behind it, such as {@code # forces replacement}
   */
  void entry(int depth, String label, @Nullable Value before, @Nullable Value after, String note) {
    Mark mark = Mark.of(before, after);
    if (hidden(before) || hidden(after)) {
      lines.line(depth, mark, label + "(sensitive value)" + note);
      return;
    }
    if (before == null || after == null) {
      whole(
          depth,
          mark,
          label,
          before == null ? after : before,
          (after == null && !label.isEmpty() ? " -> null" : "") + note);
      return;
    }
    changed(depth, mark, label, before, after, note);
  }

  private static boolean hidden(@Nullable Value value) {
    return value instanceof Value.Marked;
  }

  private void changed(int depth, Mark mark, String label, Value before, Value after, String note) {
    String old = Literal.of(before);
    String now = Literal.of(after);
    Value oldJson = Literal.json(before);
    Value newJson = Literal.json(after);
    if (mark == Mark.NONE && now != null) {
      lines.line(depth, mark, label + now + note);
    } else if (oldJson != null && newJson != null) {
      lines.line(depth, mark, label + "jsonencode(" + note);
      entry(depth + 1, "", oldJson, newJson, "");
      lines.line(depth, Mark.NONE, ")");
    } else if (isText(before) && isText(after) && (old == null || now == null)) {
      lines.line(depth, mark, label + "<<-EOT" + note);
      texts(depth + 1, before, after);
      lines.line(depth, Mark.NONE, "EOT");
    } else if (parts(before) != null && parts(after) != null) {
      container(depth, mark, label, before, after, note);
    } else if (old != null && now != null) {
      lines.line(depth, mark, label + old + " -> " + now + note);
    } else if (now != null) {
      whole(depth, mark, label, before, " -> " + now + note);
    } else {
      whole(depth, mark, label + (old == null ? "" : old + " -> "), after, note);
    }
  }

  private static boolean isText(Value value) {
    return value instanceof Value.Str && Literal.json(value) == null;
  }

  private void whole(int depth, Mark mark, String label, @Nullable Value value, String note) {
    if (value == null) {
      return;
    }
    String literal = Literal.of(value);
    Value json = Literal.json(value);
    if (literal != null) {
      lines.line(depth, mark, label + literal + note);
    } else if (json != null) {
      lines.line(depth, mark, label + "jsonencode(");
      whole(depth + 1, mark, "", json, "");
      lines.line(depth, Mark.NONE, ")" + note);
    } else if (value instanceof Value.Str(String text)) {
      lines.line(depth, mark, label + "<<-EOT");
      text.lines().forEach(line -> lines.line(depth + 1, Mark.NONE, Literal.line(line)));
      lines.line(depth, Mark.NONE, "EOT" + note);
    } else {
      SequencedMap<String, Value> parts = parts(value);
      lines.line(depth, mark, label + (isNamed(value) ? "{" : "["));
      if (parts != null) {
        int width = width(value, parts.keySet());
        parts.forEach(
            (name, part) ->
                whole(depth + 1, mark, partLabel(value, name, width), part, comma(value)));
      }
      lines.line(depth, Mark.NONE, (isNamed(value) ? "}" : "]") + note);
    }
  }

  private void container(
      int depth, Mark mark, String label, Value before, Value after, String note) {
    lines.line(depth, mark, label + (isNamed(after) ? "{" : "[") + note);
    int same =
        isNamed(after)
            ? named(depth + 1, before, after)
            : elements(depth + 1, listed(before), listed(after));
    if (same > 0) {
      lines.line(depth + 1, Mark.NONE, unchanged(same, isNamed(after) ? "attribute" : "element"));
    }
    lines.line(depth, Mark.NONE, isNamed(after) ? "}" : "]");
  }

  static String unchanged(int count, String what) {
    return "# (" + count + " unchanged " + what + (count == 1 ? "" : "s") + " hidden)";
  }

  private int named(int depth, Value before, Value after) {
    SequencedMap<String, Value> old = orEmpty(parts(before));
    SequencedMap<String, Value> now = orEmpty(parts(after));
    SequencedSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    int width = width(after, names);
    int same = 0;
    for (String name : names) {
      Value was = absent(old.get(name));
      Value is = absent(now.get(name));
      if (was == null && is == null) {
        continue;
      }
      if (was != null && was.equals(is)) {
        same++;
      } else {
        entry(depth, partLabel(after, name, width), was, is, "");
      }
    }
    return same;
  }

  static @Nullable Value absent(@Nullable Value value) {
    return value == null || value.isNull() ? null : value;
  }

  /** Elements that are in both, in order, stay; what is between them goes or comes. */
  private int elements(int depth, List<Value> before, List<Value> after) {
    int same = 0;
    int from = 0;
    int to = 0;
    for (int[] pair : Alignment.of(before, after)) {
      between(depth, before.subList(from, pair[0]), after.subList(to, pair[1]));
      same++;
      from = pair[0] + 1;
      to = pair[1] + 1;
    }
    between(depth, before.subList(from, before.size()), after.subList(to, after.size()));
    return same;
  }

  private void between(int depth, List<Value> removed, List<Value> added) {
    int paired = Math.min(removed.size(), added.size());
    for (int index = 0; index < paired; index++) {
      boolean alike = parts(removed.get(index)) != null && parts(added.get(index)) != null;
      if (alike) {
        entry(depth, "", removed.get(index), added.get(index), ",");
      } else {
        entry(depth, "", removed.get(index), null, ",");
        entry(depth, "", null, added.get(index), ",");
      }
    }
    removed.subList(paired, removed.size()).forEach(gone -> entry(depth, "", gone, null, ","));
    added.subList(paired, added.size()).forEach(come -> entry(depth, "", null, come, ","));
  }

  private void texts(int depth, Value before, Value after) {
    List<String> old = textLines(before);
    List<String> now = textLines(after);
    int from = 0;
    int to = 0;
    List<int[]> pairs = new ArrayList<>(Alignment.of(old, now));
    pairs.add(new int[] {old.size(), now.size()});
    for (int[] pair : pairs) {
      old.subList(from, pair[0]).forEach(line -> lines.line(depth, Mark.REMOVE, line));
      now.subList(to, pair[1]).forEach(line -> lines.line(depth, Mark.ADD, line));
      if (pair[0] < old.size()) {
        lines.line(depth, Mark.NONE, old.get(pair[0]));
      }
      from = pair[0] + 1;
      to = pair[1] + 1;
    }
  }

  private static List<String> textLines(Value value) {
    return value instanceof Value.Str(String text)
        ? text.lines().map(Literal::line).toList()
        : List.of();
  }

  private static boolean isNamed(Value value) {
    return value instanceof Value.Obj || value instanceof Value.MapOf;
  }

  private static String comma(Value container) {
    return isNamed(container) ? "" : ",";
  }

  private static String partLabel(Value container, String name, int width) {
    if (!isNamed(container)) {
      return "";
    }
    String shown = partName(container, name);
    return shown + " ".repeat(Math.max(0, width - shown.length())) + " = ";
  }

  private static String partName(Value container, String name) {
    return container instanceof Value.MapOf ? Literal.key(name) : Literal.name(name);
  }

  private static int width(Value container, Collection<String> names) {
    return names.stream().mapToInt(name -> partName(container, name).length()).max().orElse(0);
  }

  private static List<Value> listed(Value value) {
    return List.copyOf(orEmpty(parts(value)).values());
  }

  private static SequencedMap<String, Value> orEmpty(@Nullable SequencedMap<String, Value> parts) {
    return parts == null ? new LinkedHashMap<>() : parts;
  }

  /** Parts by name or position; null if the value has none. */
  private static @Nullable SequencedMap<String, Value> parts(Value value) {
    return switch (value) {
      case Value.Obj(SequencedMap<String, Value> values) -> values;
      case Value.MapOf(_, Map<String, Value> values) -> new TreeMap<>(values);
      case Value.ListOf(_, List<Value> values) -> numbered(values);
      case Value.SetOf(_, List<Value> values) -> numbered(values);
      case Value.Tuple(List<Value> values) -> numbered(values);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Marked _ ->
          null;
    };
  }

  private static SequencedMap<String, Value> numbered(List<Value> values) {
    SequencedMap<String, Value> parts = new LinkedHashMap<>();
    for (int index = 0; index < values.size(); index++) {
      parts.put(Integer.toString(index), values.get(index));
    }
    return parts;
  }
}
