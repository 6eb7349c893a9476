package io.planform.planner.cli.console;

import io.planform.planner.config.Configuration;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.function.Functions;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names that mean something in the console. */
final class ConsoleNames {
  private ConsoleNames() {}

  static NameCompleter completer(Configuration configuration, Scope scope) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "path.module",
                "path.root",
                "path.cwd",
                "terraform.workspace",
                "terraform.applying",
                "exit"));
    configuration.variables().keySet().forEach(name -> names.add("var." + name));
    configuration.locals().keySet().forEach(name -> names.add("local." + name));
    configuration.calls().keySet().forEach(name -> names.add("module." + name));
    names.addAll(configuration.resources().keySet());
    return new NameCompleter(names, Functions.names(), expression -> attributes(expression, scope));
  }

  private static Collection<String> attributes(String expression, Scope scope) {
    Diagnostics diagnostics = new Diagnostics();
    Value value =
        ExpressionParser.parse(expression, new SourceText("<console>", expression), diagnostics)
            .evaluate(scope, diagnostics)
            .revealed();
    if (diagnostics.hasErrors()) {
      return List.of();
    }
    return switch (value) {
      case Value.MapOf map -> map.values().keySet().stream().filter(Scanner::isIdentifier).toList();
      case Value other ->
          other.type() instanceof Type.ObjectType object ? object.attributes().keySet() : List.of();
    };
  }
}
