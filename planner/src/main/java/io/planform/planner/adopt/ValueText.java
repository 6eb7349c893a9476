package io.planform.planner.adopt;

import io.planform.planner.lang.ExpressionText;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.encoding.Decoded;
import io.planform.planner.lang.encoding.ValueJson;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.util.Collection;
import java.util.Map;

/** Values as expressions of HCL, to be laid out by the formatter. */
final class ValueText {
  private final StringBuilder text;

  ValueText(StringBuilder text) {
    this.text = text;
  }

  /** Writes what a manifest can say of a value: what is unknown or marked is null. */
  void write(Value value) {
    switch (value) {
      case Value.Str(String string) -> string(string);
      case Value.Num(var number) -> text.append(Conversion.text(number));
      case Value.Bool(boolean bool) -> text.append(bool);
      case Value.Null _, Value.Unknown _, Value.Marked _ -> text.append("null");
      case Value.ListOf _, Value.SetOf _, Value.Tuple _ -> elements(value.parts());
      case Value.MapOf(_, Map<String, Value> entries) -> entries(entries);
      case Value.Obj(Map<String, Value> entries) -> entries(entries);
    }
  }

  /** JSON is easier to read, and to change, as what it says. */
  private void string(String string) {
    if ((string.startsWith("{") || string.startsWith("["))
        && ValueJson.read(string) instanceof Decoded.Read(Value document)
        && ValueJson.write(document).equals(string)) {
      text.append("jsonencode(");
      write(document);
      text.append(')');
    } else {
      text.append('"').append(ExpressionText.text(string).quoted()).append('"');
    }
  }

  private void elements(Collection<Value> elements) {
    String separator = "[";
    for (Value element : elements) {
      text.append(separator);
      write(element);
      separator = ", ";
    }
    text.append(elements.isEmpty() ? "[]" : "]");
  }

  private void entries(Map<String, Value> entries) {
    if (entries.isEmpty()) {
      text.append("{}");
      return;
    }
    text.append("{\n");
    entries.forEach(
        (name, value) -> {
          boolean plain = Scanner.isIdentifier(name) && !name.equals("for");
          text.append(plain ? name : "\"" + ExpressionText.text(name).quoted() + "\"");
          text.append(" = ");
          write(value);
          text.append('\n');
        });
    text.append('}');
  }
}
