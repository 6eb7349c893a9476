package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.TypeConstraint;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code variable} blocks. */
final class VariableReader {
  /** Arguments of a module call that are not variables of the module. */
  private static final Set<String> RESERVED =
      Set.of(
          "count",
          "depends_on",
          "for_each",
          "lifecycle",
          "locals",
          "providers",
          "source",
          "version");

  private final Diagnostics diagnostics;

  VariableReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Variable read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    String name = block.labels().getFirst();
    if (RESERVED.contains(name)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid variable name",
              "The variable name \"" + name + "\" is reserved.",
              block.labelRanges().getFirst()));
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression type = body.expression("type");
    Variable variable =
        new Variable(
            name,
            type == null ? TypeConstraint.ANY : TypeConstraint.parse(type, diagnostics),
            body.expression("default"),
            body.text("description", ""),
            body.bool("sensitive", false),
            body.bool("ephemeral", false),
            body.bool("nullable", true),
            body.expression("deprecated") == null ? null : body.text("deprecated", ""),
            new ConditionReader(diagnostics).read(body, "validation"),
            block.range());
    body.end();
    checkDefault(variable);
    variable.validations().forEach(rule -> checkRule(name, rule));
    return variable;
  }

  /** A default stands for itself: it takes nothing from elsewhere, and suits the type. */
  private void checkDefault(Variable variable) {
    Expression fallback = variable.defaultValue();
    if (fallback == null) {
      return;
    }
    Diagnostics own = new Diagnostics();
    Value value = fallback.evaluate(new BodyReader.ConstantScope(false), own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return;
    }
    Value filled = variable.constraint().withDefaults(value);
    if (Conversion.convert(filled, variable.type()) instanceof Conversion.Refused refused) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid default value for variable",
              "The default does not suit the type of the variable: " + refused.message() + ".",
              fallback.range()));
    } else if (value.isNull() && !variable.nullable()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid default value for variable",
              "The default is null, which a variable with nullable = false may not be.",
              fallback.range()));
    }
  }

  private void checkRule(String name, Condition rule) {
    List<Reference> references = rule.condition().references();
    boolean isAboutIt =
        references.stream()
            .anyMatch(
                reference ->
                    reference.root().equals("var")
                        && !reference.steps().isEmpty()
                        && reference.steps().getFirst()
                            instanceof Reference.Attribute(String step, _)
                        && step.equals(name));
    if (!references.isEmpty() && !isAboutIt) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid variable validation condition",
              "The condition says nothing about var." + name + ", which it is to check.",
              rule.condition().range()));
    }
  }
}
