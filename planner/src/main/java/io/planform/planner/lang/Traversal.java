package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and keys one after the other, as an address is written: {@code
 * module.a["x"].fake_thing.b[each.key]}.
 */
public record Traversal(List<Step> steps, SourceRange range) {
  public Traversal {
    steps = List.copyOf(steps);
  }

  public sealed interface Step {}

  public record Name(String name) implements Step {}

  public record Key(Expression key) implements Step {}

  /** Without the keys. */
  public String names() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step instanceof Name(String name)) {
        text.append(text.isEmpty() ? "" : ".").append(name);
      }
    }
    return text.toString();
  }

  /** With the values of the keys; null after an error. */
  public @Nullable String text(Scope scope, Diagnostics diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Name(String name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Key(Expression expression) -> {
          String key = key(expression, scope, diagnostics);
          if (key == null) {
            return null;
          }
          text.append('[').append(key).append(']');
        }
      }
    }
    return text.toString();
  }

  private static @Nullable String key(Expression expression, Scope scope, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = expression.evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return null;
    }
    return switch (value) {
      case Value.Num(BigDecimal number) -> number.toPlainString();
      case Value.Str(String name) -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      default -> {
        diagnostics.add(
            Diagnostic.error(
                "Invalid instance key",
                value.isUnknown()
                    ? "It depends on values that are known after apply only."
                    : !value.marks().isNone()
                        ? "It is " + value + ", and keys are shown everywhere."
                        : "A key is text or a whole number.",
                expression.range()));
        yield null;
      }
    };
  }
}
