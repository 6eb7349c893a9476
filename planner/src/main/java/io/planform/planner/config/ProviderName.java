package io.planform.planner.config;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;

/** Reads what names a provider configuration in a module: {@code name} or {@code name.alias}. */
public final class ProviderName {
  private ProviderName() {}

  /** The name that a type implies: what stands before its first underscore. */
  static String ofType(String type) {
    int end = type.indexOf('_');
    return end < 0 ? type : type.substring(0, end);
  }

  /** Old manifests have it in quotes. Null after an error. */
  public static @Nullable String read(Expression expression, Diagnostics diagnostics) {
    Reference reference = StaticExpression.reference(expression);
    if (reference != null && reference.steps().isEmpty()) {
      return reference.root();
    }
    if (reference != null
        && reference.steps().size() == 1
        && reference.steps().getFirst() instanceof Reference.Attribute(String alias, _)) {
      return reference.root() + "." + alias;
    }
    String text = StaticExpression.text(expression);
    if (text == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid provider reference",
              "A provider is named without quotes: its name, or its name, a dot and the alias.",
              expression.range()));
    }
    return text;
  }
}
