package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.NULL;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Text by a format. */
final class FormatFunctions {
  private FormatFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("format")
            .takes("format", STRING)
            .takesAny("args", DYNAMIC, NULL, UNKNOWN)
            .partial()
            .gives(STRING, FormatFunctions::one),
        Function.named("formatlist")
            .takes("format", STRING)
            .takesAny("args", DYNAMIC, NULL, UNKNOWN)
            .partial()
            .gives(Type.list(STRING), FormatFunctions::each));
  }

  private static Value one(Arguments arguments) {
    return formatted(arguments, arguments.from(1), "");
  }

  /**
   * @param context stands before the reason where the format and the values do not suit each other
   */
  private static Value formatted(Arguments arguments, List<Value> values, String context) {
    String format = arguments.text(0);
    if (!values.stream().allMatch(Value::isWhollyKnown)) {
      int verb = format.indexOf('%');
      String prefix = verb < 0 ? format : format.substring(0, verb);
      return new Value.Unknown(STRING, Refinement.beginning(prefix));
    }
    return switch (Format.format(format, values)) {
      case Format.Formatted(String text) -> Value.of(text);
      case Format.Unsuitable(String reason, int value) ->
          value >= 0 && context.isEmpty()
              ? arguments.fail(value + 1, reason)
              : arguments.fail(context + reason);
    };
  }

  /** Once for each element of the lists among the arguments, which have one length. */
  private static Value each(Arguments arguments) {
    int length = -1;
    boolean open = false;
    for (int i = 1; i < arguments.count(); i++) {
      Value value = arguments.value(i);
      if (!Sequences.isSequence(value.type()) || value.isNull()) {
        open |= value.type() == DYNAMIC && value.isUnknown();
        continue;
      }
      open |= value.isUnknown() || (value instanceof Value.SetOf && !value.isWhollyKnown());
      List<Value> elements = value.elements();
      if (elements == null) {
        continue;
      }
      if (length >= 0 && length != elements.size()) {
        return arguments.fail(
            i,
            "argument "
                + i
                + " has length "
                + elements.size()
                + ", which is inconsistent with another argument of length "
                + length);
      }
      length = elements.size();
    }
    return open ? arguments.unknown() : rows(arguments, length < 0 ? 1 : length);
  }

  private static Value rows(Arguments arguments, int length) {
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      List<Value> row = new ArrayList<>();
      for (Value value : arguments.from(1)) {
        List<Value> elements = value.elements();
        row.add(elements == null ? value : elements.get(i));
      }
      Value result = formatted(arguments, row, "error on format iteration " + i + ": ");
      if (arguments.problem() != null) {
        return result;
      }
      results.add(result);
    }
    return new Value.ListOf(STRING, results);
  }
}
