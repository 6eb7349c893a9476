package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Expression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** The values that a call gives a variable of the module it calls. */
final class ModuleInput {
  private final NodeKey node;
  private final Variable variable;
  private final @Nullable Expression argument;
  private final SourceRange place;

  ModuleInput(NodeKey node, Variable variable, ModuleCall call) {
    this.node = node;
    this.variable = variable;
    Body.Argument given = call.arguments().arguments().get(variable.name());
    this.argument = given == null ? null : given.expression();
    this.place = given == null ? call.range() : given.expression().range();
  }

  /** What to point at where the value is not right. */
  SourceRange place() {
    return place;
  }

  /** Puts the value into the instance's scope; unknown after an error. */
  void evaluate(CalledModule.Instance instance, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = value(instance, own);
    boolean usable = !own.hasErrors();
    diagnostics.addAll(own.toList());
    instance
        .inner()
        .put(node, usable ? value : new Value.Unknown(variable.type()).marked(variable.marks()));
  }

  private Value value(CalledModule.Instance instance, Diagnostics diagnostics) {
    Expression fallback = variable.defaultValue();
    Value given = argument == null ? null : argument.evaluate(instance.outer(), diagnostics);
    String instead = variable.deprecated();
    if (given != null && instead != null) {
      diagnostics.add(Diagnostic.warning("Deprecated variable used", instead, place));
    }
    boolean isNull = given != null && given.unmarked().isNull();
    if (fallback != null && (given == null || (isNull && !variable.nullable()))) {
      return converted(
          fallback.evaluate(instance.inner(), diagnostics), fallback.range(), diagnostics);
    }
    if (isNull && !variable.nullable()) {
      diagnostics.add(
          Diagnostic.error(
              "Required variable not set",
              "The given value is not suitable for "
                  + declaration()
                  + ": a required variable may not be set to null.",
              place));
    }
    return given == null || diagnostics.hasErrors()
        ? new Value.Unknown(variable.type())
        : converted(given, place, diagnostics);
  }

  private Value converted(Value value, SourceRange at, Diagnostics diagnostics) {
    Value filled = variable.constraint().withDefaults(value);
    return switch (Conversion.convert(filled, variable.type())) {
      case Conversion.Converted(Value converted) -> {
        if (converted.allMarks().ephemeral() && !variable.ephemeral()) {
          diagnostics.add(
              Diagnostic.error(
                  "Ephemeral value not allowed",
                  declaration() + ", does not accept ephemeral values.",
                  at));
        }
        yield converted.marked(variable.marks());
      }
      case Conversion.Refused refused -> {
        diagnostics.add(
            Diagnostic.error(
                "Invalid value for input variable",
                "The given value is not suitable for "
                    + declaration()
                    + ": "
                    + refused.message()
                    + ".",
                at));
        yield value;
      }
    };
  }

  private String declaration() {
    SourceRange declared = variable.range();
    return node + ", declared at " + declared.file() + ":" + declared.start().line();
  }
}
