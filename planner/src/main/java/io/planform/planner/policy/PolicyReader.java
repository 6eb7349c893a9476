package io.planform.planner.policy;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.Labels;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.policy.Rule.Severity;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of rules. Names that mean nothing are found here, so that a rule cannot be wrong
 * and stay unnoticed until there is something to ask it of.
 */
final class PolicyReader {
  private static final Set<String> BLOCKS = Set.of("rule", "locals");

  private final Diagnostics diagnostics;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Body.Argument> locals = new HashMap<>();

  /** Expressions in which {@code each} means nothing, and those in which it does. */
  private final List<Expression> once = new ArrayList<>();

  private final List<Expression> repeated = new ArrayList<>();

  private PolicyReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  static PolicyFile read(SourceText source, Path directory, Diagnostics diagnostics) {
    return new PolicyReader(diagnostics).read(HclFile.parse(source, diagnostics), directory);
  }

  private PolicyFile read(Body body, Path directory) {
    for (Body.Argument argument : body.arguments().values()) {
      diagnostics.add(BodyReader.unsupportedArgument(argument, Set.of(), BLOCKS));
    }
    for (Body.Block block : body.blocks()) {
      switch (block.type()) {
        case "rule" -> rule(block);
        case "locals" -> locals(block);
        default -> diagnostics.add(BodyReader.unsupportedBlock(block, Set.of(), BLOCKS));
      }
    }
    Map<String, Expression> named = new HashMap<>();
    locals.forEach((name, local) -> named.put(name, local.expression()));
    once.forEach(expression -> names(expression, false));
    repeated.forEach(expression -> names(expression, true));
    named.values().forEach(expression -> names(expression, false));
    return new PolicyFile(directory, List.copyOf(rules.values()), named);
  }

  private void rule(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Severity severity = severity(body);
    Expression forEach = body.expression("for_each");
    Expression condition = body.required("condition");
    Expression message = body.required("error_message");
    body.end();
    Stream.of(condition, message)
        .filter(Objects::nonNull)
        .forEach(forEach == null ? once::add : repeated::add);
    if (forEach != null) {
      once.add(forEach);
    }
    if (severity == null || condition == null || message == null) {
      return;
    }
    String name = block.labels().getFirst();
    Condition whole = new Condition(condition, message, block.range());
    Rule first = rules.putIfAbsent(name, new Rule(name, severity, forEach, whole));
    if (first != null) {
      duplicate("rule", name, first.condition().range(), block.range());
    }
  }

  private @Nullable Severity severity(BodyReader body) {
    Expression expression = body.expression("severity");
    String text = body.text("severity", expression == null ? "deny" : "");
    return switch (text) {
      case "deny" -> Severity.DENY;
      case "warn" -> Severity.WARN;
      case "" -> null;
      default -> {
        diagnostics.add(
            Diagnostic.error(
                "Invalid severity",
                "It is \"" + text + "\"; a rule that fails can \"deny\" or \"warn\".",
                expression == null ? null : expression.range()));
        yield null;
      }
    };
  }

  private void locals(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    for (Body.Block nested : block.body().blocks()) {
      diagnostics.add(BodyReader.unsupportedBlock(nested, Set.of(), Set.of()));
    }
    for (Body.Argument local : block.body().arguments().values()) {
      Body.Argument first = locals.putIfAbsent(local.name(), local);
      if (first != null) {
        duplicate("local value", local.name(), first.nameRange(), local.nameRange());
      }
    }
  }

  private void duplicate(String kind, String name, SourceRange first, SourceRange place) {
    diagnostics.add(
        Diagnostic.error(
            "Duplicate " + kind,
            "\"" + name + "\" was already declared at line " + first.start().line() + ".",
            place));
  }

  /**
   * @param repeated whether {@code each} means something
   */
  private void names(Expression expression, boolean repeated) {
    for (Reference reference : expression.references()) {
      String next =
          !reference.steps().isEmpty()
                  && reference.steps().getFirst() instanceof Reference.Attribute(String name, _)
              ? name
              : null;
      String problem =
          switch (reference.root()) {
            case "plan" ->
                next == null || PlanValues.NAMES.contains(next)
                    ? null
                    : "A plan has no \"" + next + "\"." + question(next, PlanValues.NAMES);
            case "local" ->
                next == null
                    ? "A local value is named as in local.buckets."
                    : locals.containsKey(next)
                        ? null
                        : "This file has no local value \""
                            + next
                            + "\"."
                            + question(next, locals.keySet());
            case "each" ->
                repeated ? null : "each.key and each.value exist in a rule with for_each only.";
            default ->
                "\""
                    + reference.root()
                    + "\" means nothing in a policy: there are plan, local"
                    + " and, with for_each, each.";
          };
      if (problem != null) {
        diagnostics.add(Diagnostic.error("Invalid reference", problem, reference.range()));
      }
    }
  }

  private static String question(String name, Set<String> names) {
    return NearMatch.question(name, names);
  }
}
