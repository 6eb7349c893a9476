package io.planform.planner.render.json;

import io.planform.planner.lang.Reference;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** References as texts. */
final class References {
  private References() {}

  static String text(Reference reference) {
    return text(reference, reference.steps().size());
  }

  private static String text(Reference reference, int steps) {
    StringBuilder text = new StringBuilder(reference.root());
    for (Reference.Step step : reference.steps().subList(0, steps)) {
      switch (step) {
        case Reference.Attribute(String name, _) -> text.append('.').append(name);
        case Reference.Index(Value.Str(String key), _) ->
            text.append("[\"")
                .append(key.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"]");
        case Reference.Index(Value.Num(var number), _) ->
            text.append('[').append(number.toPlainString()).append(']');
        case Reference.Index _ -> text.append("[...]");
      }
    }
    return text.toString();
  }

  /** The reference, what it is a part of, and what that is, down to what is declared. */
  static List<String> withParents(Reference reference) {
    int least =
        switch (reference.root()) {
          case "data" -> 2;
          default -> 1;
        };
    List<String> texts = new ArrayList<>();
    for (int steps = reference.steps().size(); steps >= least; steps--) {
      texts.add(text(reference, steps));
    }
    if (texts.isEmpty()) {
      texts.add(text(reference));
    }
    return texts;
  }
}
