package io.planform.planner.lang.encoding;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Values as YAML, in the one style of Terraform's {@code yamlencode}, which common libraries do not
 * write: block collections, the sequences of a mapping not indented, keys in order, and texts as
 * {@link YamlText} writes them.
 */
public final class YamlWriter {
  private static final int STEP = 2;
  private static final int MAX_SIMPLE_KEY = 126;

  private final StringBuilder yaml = new StringBuilder();

  private YamlWriter() {}

  /**
   * @throws IllegalArgumentException if a part is unknown or marked
   */
  public static String write(Value value) {
    YamlWriter writer = new YamlWriter();
    writer.node(value, 0, false);
    writer.yaml.append('\n');
    if (value instanceof Value.Num || value instanceof Value.Bool || value instanceof Value.Null) {
      writer.yaml.append("...\n");
    }
    return writer.yaml.toString();
  }

  /**
   * Writes a value where a line has begun, and ends before the line does.
   *
   * @param indent of what encloses the value
   */
  private void node(Value value, int indent, boolean inMapping) {
    switch (value) {
      case Value.Str(String text) -> new YamlText(yaml, indent + STEP).write(text);
      case Value.Num(BigDecimal number) -> yaml.append(Conversion.text(number));
      case Value.Bool(boolean bool) -> yaml.append(bool);
      case Value.Null _ -> yaml.append("null");
      case Value.ListOf(_, List<Value> values) -> sequence(values, indent, inMapping);
      case Value.SetOf(_, List<Value> values) -> sequence(values, indent, inMapping);
      case Value.Tuple(List<Value> values) -> sequence(values, indent, inMapping);
      case Value.MapOf(_, Map<String, Value> values) -> mapping(values, indent, inMapping);
      case Value.Obj(SequencedMap<String, Value> values) ->
          mapping(new TreeMap<>(values), indent, inMapping);
      case Value.Unknown _ -> throw new IllegalArgumentException("an unknown value has no YAML");
      case Value.Marked _ ->
          throw new IllegalArgumentException("a marked value is not written as YAML");
    }
  }

  private void sequence(Collection<Value> values, int indent, boolean inMapping) {
    if (values.isEmpty()) {
      yaml.append("[]");
      return;
    }
    boolean first = !inMapping;
    for (Value value : values) {
      if (!first) {
        newLine(indent);
      }
      first = false;
      yaml.append("- ");
      // A collection starts on the same line, one step further in.
      node(value, hasLines(value) ? indent + STEP : indent, false);
    }
  }

  private void mapping(Map<String, Value> entries, int indent, boolean inMapping) {
    if (entries.isEmpty()) {
      yaml.append("{}");
      return;
    }
    int inner = inMapping ? indent + STEP : indent;
    boolean first = !inMapping;
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      if (!first) {
        newLine(inner);
      }
      first = false;
      key(entry.getKey(), inner);
      yaml.append(hasLines(entry.getValue()) ? ":" : ": ");
      node(entry.getValue(), inner, true);
    }
  }

  private static boolean hasLines(Value value) {
    return !value.parts().isEmpty();
  }

  private void key(String key, int indent) {
    if (key.length() <= MAX_SIMPLE_KEY && key.indexOf('\n') < 0) {
      new YamlText(yaml, indent + STEP).writeOnOneLine(key);
      return;
    }
    yaml.append("? ");
    new YamlText(yaml, indent + STEP).write(key);
    newLine(indent);
  }

  private void newLine(int indent) {
    yaml.append('\n').repeat(' ', indent);
  }
}
