package io.planform.planner.render;

import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Values of attributes as a manifest would have them. */
final class ValueText {
  private ValueText() {}

  /** Without a line end. */
  static String of(Value value) {
    StringBuilder text = new StringBuilder();
    write(value, 0, text);
    return text.toString();
  }

  private static void write(Value value, int depth, StringBuilder text) {
    switch (value) {
      case Value.ListOf(_, List<Value> values) -> list(values, depth, text);
      case Value.SetOf(_, List<Value> values) -> list(values, depth, text);
      case Value.Tuple(List<Value> values) -> list(values, depth, text);
      case Value.MapOf(_, Map<String, Value> values) -> map(values, depth, text);
      case Value.Obj(SequencedMap<String, Value> values) -> map(values, depth, text);
      case Value.Str(String content) ->
          text.append(content.contains("\n") ? heredoc(content) : Literal.quoted(content));
      case Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Marked _ ->
          text.append(Literal.of(value));
    }
  }

  private static String heredoc(String content) {
    StringBuilder text = new StringBuilder("<<EOT\n");
    content.lines().forEach(line -> text.append(Literal.visible(line)).append('\n'));
    return text.append("EOT").toString();
  }

  private static void list(List<Value> values, int depth, StringBuilder text) {
    if (values.isEmpty()) {
      text.append("[]");
      return;
    }
    text.append("[\n");
    for (Value value : values) {
      text.append("  ".repeat(depth + 1));
      write(value, depth + 1, text);
      text.append(",\n");
    }
    text.append("  ".repeat(depth)).append(']');
  }

  private static void map(Map<String, Value> values, int depth, StringBuilder text) {
    if (values.isEmpty()) {
      text.append("{}");
      return;
    }
    text.append("{\n");
    values.forEach(
        (key, value) -> {
          text.append("  ".repeat(depth + 1)).append(Literal.quoted(key)).append(" = ");
          write(value, depth + 1, text);
          text.append('\n');
        });
    text.append("  ".repeat(depth)).append('}');
  }
}
