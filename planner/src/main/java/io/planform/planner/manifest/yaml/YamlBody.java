package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Makes bodies and expressions of YAML. */
final class YamlBody {
  /** Keys whose text is an expression, not a template, by the type of their block. */
  private static final Map<String, Set<String>> EXPRESSIONS =
      Map.of(
          "resource", Set.of("depends_on", "provider"),
          "data", Set.of("depends_on", "provider"),
          "output", Set.of("depends_on"),
          "variable", Set.of("type"),
          "lifecycle", Set.of("ignore_changes", "replace_triggered_by"));

  /** Keys whose mapping is a nested block, by the type of the block around it. */
  private static final Map<String, Set<String>> BLOCKS =
      Map.of(
          "resource", Set.of("lifecycle"),
          "data", Set.of("lifecycle"),
          "variable", Set.of("validation"),
          "output", Set.of("precondition"),
          "terraform", Set.of("backend", "required_providers"));

  private final Diagnostics diagnostics;

  YamlBody(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Body body(String type, YamlNode.Mapping mapping, SourceRange range) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    List<Body.Block> blocks = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      if (BLOCKS.getOrDefault(type, Set.of()).contains(entry.key())) {
        blocks(entry, blocks);
      } else {
        boolean plain = EXPRESSIONS.getOrDefault(type, Set.of()).contains(entry.key());
        Expression value = plain ? code(entry.value()) : expression(entry.value());
        arguments.put(entry.key(), new Body.Argument(entry.key(), value, entry.keyRange()));
      }
    }
    return new Body(arguments, blocks, range);
  }

  private void blocks(YamlNode.Entry entry, List<Body.Block> blocks) {
    List<YamlNode> items =
        entry.value() instanceof YamlNode.Sequence(List<YamlNode> all, _)
            ? all
            : List.of(entry.value());
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Mapping mapping) {
        if (entry.key().equals("backend") && mapping.entries().size() == 1) {
          YamlNode.Entry backend = mapping.entries().getFirst();
          blocks.add(
              new Body.Block(
                  entry.key(),
                  List.of(backend.key()),
                  List.of(backend.keyRange()),
                  backend.value() instanceof YamlNode.Mapping inner
                      ? body(entry.key(), inner, backend.keyRange())
                      : new Body(new LinkedHashMap<>(), List.of(), backend.keyRange()),
                  entry.keyRange()));
          continue;
        }
        blocks.add(
            new Body.Block(
                entry.key(),
                List.of(),
                List.of(),
                body(entry.key(), mapping, entry.keyRange()),
                entry.keyRange()));
      }
    }
  }

  /** A value: every text in it is a template. */
  Expression expression(YamlNode node) {
    return switch (node) {
      case YamlNode.Text text ->
          ExpressionParser.parseTemplate(text.text(), text.origin(), diagnostics);
      case YamlNode.Constant constant -> new Composite.Constant(constant.value(), constant.range());
      case YamlNode.Sequence(List<YamlNode> items, SourceRange range) ->
          new Composite.Sequence(items.stream().map(this::expression).toList(), range);
      case YamlNode.Mapping(List<YamlNode.Entry> entries, SourceRange range) ->
          new Composite.Mapping(
              entries.stream()
                  .map(
                      entry ->
                          new Composite.Entry(
                              entry.key(), entry.keyRange(), expression(entry.value())))
                  .toList(),
              range);
    };
  }

  /** A reference, a type or a list of such, which are written bare. */
  private Expression code(YamlNode node) {
    return switch (node) {
      case YamlNode.Text text -> ExpressionParser.parse(text.text(), text.origin(), diagnostics);
      case YamlNode.Sequence(List<YamlNode> items, SourceRange range) ->
          new Composite.Sequence(items.stream().map(this::code).toList(), range);
      case YamlNode.Constant _, YamlNode.Mapping _ -> expression(node);
    };
  }
}
