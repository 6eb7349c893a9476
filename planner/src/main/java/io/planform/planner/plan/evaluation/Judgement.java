package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** What became of one condition. */
public sealed interface Judgement {
  record Holds() implements Judgement {}

  /** To be told when more is known. */
  record Undecided() implements Judgement {}

  /**
   * @param message what the condition says of it, as far as that may be shown
   */
  record Fails(String message) implements Judgement {}

  /** It has no result; the diagnostics say why. */
  record Broken() implements Judgement {}

  /**
   * @param needsMessage whether a message that cannot be shown is an error; otherwise a warning
   */
  static Judgement of(
      Condition condition, Scope scope, boolean needsMessage, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = condition.condition().evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return new Broken();
    }
    Value holds =
        Conversion.convert(value, Type.BOOL) instanceof Conversion.Converted(Value bool)
            ? bool.unmarked()
            : new Value.Null(Type.BOOL);
    return switch (holds) {
      case Value.Unknown _ -> new Undecided();
      case Value.Bool(boolean bool) when bool -> new Holds();
      case Value.Bool _ -> {
        String message = message(condition.errorMessage(), scope, needsMessage, diagnostics);
        yield new Fails(
            message != null
                ? message
                : "This check failed, but its error message cannot be shown.");
      }
      default -> {
        diagnostics.add(
            Diagnostic.error(
                "Invalid condition result",
                "A condition must be true or false; it is "
                    + (value.isNull() ? "null" : Type.describe(value.type()))
                    + ".",
                condition.condition().range()));
        yield new Broken();
      }
    };
  }

  /** Null, with a diagnostic that says why, if it cannot be shown. */
  private static @Nullable String message(
      Expression expression, Scope scope, boolean needed, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = expression.evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return null;
    }
    if (!value.allMarks().isNone()) {
      String kind = value.containsSensitive() ? "sensitive" : "ephemeral";
      Diagnostic hidden =
          Diagnostic.error(
                  "Error message refers to " + kind + " values",
                  "The message is built from " + kind + " values, so it is not shown.",
                  expression.range())
              .withHint(
                  kind.equals("sensitive")
                      ? "leave them out, or use nonsensitive() where nothing is given away"
                      : "leave them out");
      diagnostics.add(needed ? hidden : hidden.asWarning());
      return null;
    }
    if (Conversion.convert(value, Type.STRING) instanceof Conversion.Converted(Value text)
        && text instanceof Value.Str(String message)) {
      return message.strip();
    }
    diagnostics.add(
        Diagnostic.error(
            "Invalid error message",
            value.isUnknown()
                ? "The message refers to values that are known after apply only."
                : "The message must be text; it is " + Type.describe(value.type()) + ".",
            expression.range()));
    return null;
  }
}
