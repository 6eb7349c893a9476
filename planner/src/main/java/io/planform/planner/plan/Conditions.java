package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.InnerScope;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold for a plan or an apply to go on. */
final class Conditions {
  private final Scope scope;
  private final Diagnostics diagnostics;
  private final boolean ofInputs;

  Conditions(Scope scope, Diagnostics diagnostics) {
    this(scope, diagnostics, false);
  }

  private Conditions(Scope scope, Diagnostics diagnostics, boolean ofInputs) {
    this.scope = scope;
    this.diagnostics = diagnostics;
    this.ofInputs = ofInputs;
  }

  /** Rules for the values of variables: with them, a message that cannot be shown is an error. */
  static Conditions ofInputs(Scope scope, Diagnostics diagnostics) {
    return new Conditions(scope, diagnostics, true);
  }

  /** What is known of several conditions together: the worst of them. */
  enum Verdict {
    HOLDS,
    /** To be told when more is known. */
    UNKNOWN,
    FAILS;

    Verdict and(Verdict other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** A scope in which {@code self} means something. */
  static Scope withSelf(Scope outer, Value self) {
    return new InnerScope() {
      @Override
      public Resolved resolve(Reference reference, Diagnostics diagnostics) {
        return reference.root().equals("self")
            ? new Resolved(self, 0)
            : outer.resolve(reference, diagnostics);
      }

      @Override
      public Scope outer() {
        return outer;
      }
    };
  }

  /**
   * Reports each condition that does not hold.
   *
   * @param what as in {@code Resource precondition}
   */
  Verdict check(List<Condition> conditions, String what) {
    Verdict verdict = Verdict.HOLDS;
    for (Condition condition : conditions) {
      verdict = verdict.and(check(condition, what + " failed", condition.condition().range()));
    }
    return verdict;
  }

  /**
   * @param place what to point at where it does not hold
   */
  Verdict check(Condition condition, String summary, SourceRange place) {
    Diagnostics own = new Diagnostics();
    Value value = condition.condition().evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return Verdict.FAILS;
    }
    Value holds =
        Conversion.convert(value, Type.BOOL) instanceof Conversion.Converted(Value bool)
            ? bool.unmarked()
            : new Value.Null(Type.BOOL);
    return switch (holds) {
      case Value.Unknown _ -> Verdict.UNKNOWN;
      case Value.Bool(boolean bool) when bool -> Verdict.HOLDS;
      case Value.Bool _ -> {
        String message = message(condition.errorMessage());
        diagnostics.add(
            Diagnostic.error(
                summary,
                message != null
                    ? message
                    : "This check failed, but its error message cannot be shown.",
                place));
        yield Verdict.FAILS;
      }
      default -> {
        diagnostics.add(
            Diagnostic.error(
                "Invalid condition result",
                "A condition must be true or false; it is "
                    + (value.isNull() ? "null" : Type.describe(value.type()))
                    + ".",
                condition.condition().range()));
        yield Verdict.FAILS;
      }
    };
  }

  /** Null, with a diagnostic that says why, if it cannot be shown. */
  private @Nullable String message(Expression expression) {
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
      diagnostics.add(ofInputs ? hidden : hidden.asWarning());
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

  /** Finds what is wrong with conditions whatever the values will be. */
  void examine(List<Condition> conditions) {
    for (Condition condition : conditions) {
      Value _ = condition.condition().evaluate(scope, diagnostics);
      Value _ = condition.errorMessage().evaluate(scope, diagnostics);
    }
  }
}
