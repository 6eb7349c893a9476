package io.planform.planner.render.text;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as {@code terraform console} prints them: close to an expression that gives the value,
 * with {@code tolist(…)} and the like where the brackets alone would give another type.
 */
public final class ConsoleText {
  private static final int STEP = 2;

  private final StringBuilder text = new StringBuilder();

  private ConsoleText() {}

  public static String of(Value value) {
    ConsoleText console = new ConsoleText();
    console.value(value, 0);
    return console.text.toString();
  }

  private void value(Value value, int indent) {
    switch (value) {
      case Value.Str(String string) -> string(string, indent);
      case Value.Num number -> text.append(Conversion.text(number.value()));
      case Value.Bool(boolean bool) -> text.append(bool);
      case Value.ListOf list -> sequence("tolist([", list.values(), "])", indent);
      case Value.SetOf set -> sequence("toset([", set.values(), "])", indent);
      case Value.Tuple tuple -> sequence("[", tuple.values(), "]", indent);
      case Value.MapOf map -> mapping("tomap({", map.values(), "})", indent);
      case Value.Obj object -> mapping("{", new TreeMap<>(object.values()), "}", indent);
      case Value.Null(Type type) -> text.append(nothing(type));
      case Value.Unknown _ -> text.append("(known after apply)");
      case Value.Marked marked when marked.isUnknown() -> value(marked.value(), indent);
      case Value.Marked marked -> text.append(marked);
    }
  }

  private void sequence(String open, Collection<Value> values, String close, int indent) {
    text.append(open);
    for (Value value : values) {
      newLine(indent + STEP);
      value(value, indent + STEP);
      text.append(',');
    }
    close(values.isEmpty(), close, indent);
  }

  private void mapping(String open, Map<String, Value> entries, String close, int indent) {
    text.append(open);
    entries.forEach(
        (key, value) -> {
          newLine(indent + STEP);
          text.append(QuotedText.of(key)).append(" = ");
          value(value, indent + STEP);
        });
    close(entries.isEmpty(), close, indent);
  }

  private void close(boolean empty, String close, int indent) {
    if (!empty) {
      newLine(indent);
    }
    text.append(close);
  }

  private void newLine(int indent) {
    text.append('\n').repeat(' ', indent);
  }

  /** Several lines are a heredoc, with a word at its end that is none of them. */
  private void string(String string, int indent) {
    if (string.indexOf('\n') < 0) {
      text.append(QuotedText.of(string));
      return;
    }
    String end = "EOT";
    while (string.lines().map(String::strip).anyMatch(end::equals)) {
      end += "_";
    }
    text.append(indent == 0 ? "<<" : "<<-").append(end);
    for (String line : string.split("\n", -1)) {
      newLine(indent);
      text.append(line);
    }
    newLine(indent);
    text.append(end);
  }

  private static String nothing(Type type) {
    return switch (type) {
      case Type.Primitive.STRING -> "tostring(null)";
      case Type.Primitive.NUMBER -> "tonumber(null)";
      case Type.Primitive.BOOL -> "tobool(null)";
      case Type.DynamicType _ -> "null";
      case Type.ListType(Type element) -> "tolist(null)" + elements(element);
      case Type.SetType(Type element) -> "toset(null)" + elements(element);
      case Type.MapType(Type element) -> "tomap(null)" + elements(element);
      case Type.TupleType _ -> "null /* tuple */";
      case Type.ObjectType _ -> "null /* object */";
    };
  }

  private static String elements(Type type) {
    return " /* of " + (type == Type.DYNAMIC ? "dynamic" : Type.describe(type)) + " */";
  }
}
