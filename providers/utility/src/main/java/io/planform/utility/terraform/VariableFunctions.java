package io.planform.utility.terraform;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.ProviderFunction.Parameter;
import io.planform.spi.provider.ProviderFunction.Result;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;

/** Values to and from the syntax of manifests. */
final class VariableFunctions {
  private VariableFunctions() {}

  static Map<String, ProviderFunction> all(Surroundings surroundings) {
    return Map.of(
        "encode_expr",
        new ProviderFunction(
            List.of(new Parameter("value", Type.DYNAMIC, false, false)),
            null,
            Type.STRING,
            "A value as an expression.",
            arguments -> new Result.Returned(Value.of(ExpressionText.of(arguments.getFirst())))),
        "encode_tfvars",
        new ProviderFunction(
            List.of(new Parameter("value", Type.DYNAMIC, false, false)),
            null,
            Type.STRING,
            "An object as a file of variable values.",
            arguments -> encode(arguments.getFirst())),
        "decode_tfvars",
        new ProviderFunction(
            List.of(new Parameter("src", Type.STRING, false, false)),
            null,
            Type.DYNAMIC,
            "A file of variable values as an object.",
            arguments -> decode(arguments.getFirst(), surroundings)));
  }

  private static Result encode(Value value) {
    Map<String, Value> variables = value.entries();
    if (variables == null) {
      return new Result.Refused(
          0,
          "The value to encode must be an object whose attribute names become the names of"
              + " variables.");
    }
    for (String name : variables.keySet()) {
      if (!ExpressionText.isName(name)) {
        return new Result.Refused(
            0, "Invalid variable name \"" + name + "\": it must be a valid identifier.");
      }
    }
    return new Result.Returned(Value.of(ExpressionText.assignments(variables)));
  }

  private static Result decode(Value text, Surroundings surroundings) {
    if (!(text instanceof Value.Str(String source))) {
      return new Result.Refused(0, "A text is needed.");
    }
    Diagnostics diagnostics = new Diagnostics();
    Value.Obj variables = new Value.Obj(surroundings.variables(source, diagnostics));
    return diagnostics.toList().stream()
        .filter(Diagnostic::isError)
        .findFirst()
        .<Result>map(error -> new Result.Refused(0, sentence(error)))
        .orElseGet(() -> new Result.Returned(variables));
  }

  private static String sentence(Diagnostic error) {
    SourceRange range = error.range();
    String place =
        range == null
            ? ""
            : " (line " + range.start().line() + ", column " + range.start().column() + ")";
    return "Invalid values" + place + ": " + error.summary() + ". " + error.detail();
  }
}
