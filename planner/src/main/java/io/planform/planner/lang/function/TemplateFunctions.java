package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.MARKED;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates that are given as text or stand in files, rendered with variables of their own. */
final class TemplateFunctions {
  private TemplateFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("templatefile")
            .takes("path", STRING)
            .takes("vars", DYNAMIC, MARKED)
            .partial()
            .mayGiveNull()
            .gives(DYNAMIC, TemplateFunctions::file),
        Function.named("templatestring")
            .takes("template", STRING)
            .takes("vars", DYNAMIC, MARKED, UNKNOWN)
            .partial()
            .gives(STRING, a -> rendered(a, a.text(0), "template")));
  }

  private static Value file(Arguments arguments) {
    String text = FileFunctions.readText(arguments);
    return text == null ? Arguments.none() : rendered(arguments, text, arguments.text(0));
  }

  private static Value rendered(Arguments arguments, String text, String name) {
    Map<String, Value> variables = arguments.value(1).entries();
    if (variables == null) {
      return arguments.value(1).isUnknown()
          ? arguments.unknown().marked(arguments.marks())
          : arguments.fail(
              1,
              "invalid vars value: must be a map or an object, not "
                  + Type.describe(arguments.typeOf(1)));
    }
    for (String variable : variables.keySet()) {
      if (!variable.matches("[\\p{L}_][\\p{L}\\p{Mn}\\p{Nd}_-]*")) {
        return arguments.fail(
            1,
            "invalid template variable name \""
                + variable
                + "\": it must start with a letter and have only letters, digits and underscores");
      }
    }
    Diagnostics faults = new Diagnostics();
    Diagnostics evaluation = new Diagnostics();
    Surroundings.Template template = new Surroundings.Template(text, name, variables);
    Value result = arguments.surroundings().template(template, faults, evaluation);
    String fault = firstError(faults, name);
    if (fault != null) {
      return arguments.fail(0, fault);
    }
    String failure = firstError(evaluation, name);
    if (failure != null) {
      return arguments.fail(failure);
    }
    return result.isNull()
        ? arguments.fail("the template's result is null")
        : result.marked(arguments.value(1).marks());
  }

  private static @Nullable String firstError(Diagnostics diagnostics, String name) {
    for (Diagnostic problem : diagnostics.toList()) {
      if (problem.isError()) {
        String detail = problem.detail().replaceAll("\\.\\z", "");
        return place(problem.range(), name) + ": " + problem.summary() + ": " + detail;
      }
    }
    return null;
  }

  private static String place(@Nullable SourceRange range, String name) {
    return range == null
        ? name
        : range.file() + ":" + range.start().line() + ":" + range.start().column();
  }
}
