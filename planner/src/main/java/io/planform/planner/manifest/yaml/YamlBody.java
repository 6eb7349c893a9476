package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Origin;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Makes bodies, blocks and expressions of YAML. */
final class YamlBody {
  private final Diagnostics diagnostics;

  YamlBody(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Body body(BlockForm form, YamlNode.Mapping mapping, SourceRange range) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    List<Body.Block> blocks = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      BlockForm nested = form.blocks().get(entry.key());
      if (nested != null) {
        blocks(entry.key(), nested, entry, true, blocks);
      } else {
        Expression value =
            switch (form.code().get(entry.key())) {
              case null -> expression(entry.value());
              case EXPRESSION ->
                  entry.value() instanceof YamlNode.Text text
                      ? code(text)
                      : expression(entry.value());
              case REFERENCES -> references(entry.value());
            };
        arguments.put(entry.key(), new Body.Argument(entry.key(), value, entry.keyRange()));
      }
    }
    return new Body(arguments, blocks, range);
  }

  /**
   * Makes the blocks of a type that stand below a key, with the keys on the way as labels.
   *
   * @param repeats whether a list stands for several blocks
   */
  void blocks(
      String type, BlockForm form, YamlNode.Entry entry, boolean repeats, List<Body.Block> blocks) {
    new Labelled(type, form, repeats, blocks).add(entry, List.of());
  }

  private final class Labelled {
    private final String type;
    private final BlockForm form;
    private final boolean repeats;
    private final List<Body.Block> blocks;

    Labelled(String type, BlockForm form, boolean repeats, List<Body.Block> blocks) {
      this.type = type;
      this.form = form;
      this.repeats = repeats;
      this.blocks = blocks;
    }

    void add(YamlNode.Entry entry, List<YamlNode.Entry> labels) {
      boolean labelled = labels.size() == form.labels();
      switch (entry.value()) {
        case YamlNode.Mapping mapping when labelled -> block(mapping, entry, labels);
        case YamlNode.Mapping mapping -> {
          for (YamlNode.Entry inner : mapping.entries()) {
            List<YamlNode.Entry> more = new ArrayList<>(labels);
            more.add(inner);
            add(inner, more);
          }
        }
        case YamlNode.Sequence sequence when repeats -> {
          for (YamlNode item : sequence.items()) {
            add(new YamlNode.Entry(entry.key(), entry.origin(), entry.keyRange(), item), labels);
          }
        }
        case YamlNode.Constant constant when constant.value().isNull() && labelled ->
            block(YamlNode.Mapping.of(List.of(), entry.keyRange()), entry, labels);
        case YamlNode.Constant constant when constant.value().isNull() -> {}
        case YamlNode.Sequence _, YamlNode.Text _, YamlNode.Constant _ ->
            diagnostics.add(mappingRequired(entry));
      }
    }

    private void block(
        YamlNode.Mapping mapping, YamlNode.Entry entry, List<YamlNode.Entry> labels) {
      blocks.add(
          new Body.Block(
              type,
              labels.stream().map(YamlNode.Entry::key).toList(),
              labels.stream().map(YamlNode.Entry::keyRange).toList(),
              body(form, mapping, entry.keyRange()),
              entry.keyRange()));
    }
  }

  static Diagnostic mappingRequired(YamlNode.Entry entry) {
    return Diagnostic.error(
        "Mapping required", "\"" + entry.key() + "\" holds a mapping.", entry.keyRange());
  }

  /** A value: every text in it is a template. */
  Expression expression(YamlNode node) {
    return switch (node) {
      case YamlNode.Text text ->
          ExpressionParser.parseTemplate(text.text(), text.origin(), diagnostics);
      case YamlNode.Constant constant -> new Composite.Constant(constant.value(), constant.range());
      case YamlNode.Sequence sequence ->
          new Composite.Sequence(
              sequence.items().stream().map(this::expression).toList(), sequence.range());
      case YamlNode.Mapping mapping ->
          new Composite.Mapping(
              mapping.entries().stream().map(this::entry).toList(), mapping.range());
    };
  }

  private Composite.Entry entry(YamlNode.Entry entry) {
    Expression value = expression(entry.value());
    return isTemplate(entry.key())
        ? new Composite.Entry(
            entry.key(),
            entry.keyRange(),
            value,
            ExpressionParser.parseTemplate(entry.key(), entry.origin(), diagnostics))
        : new Composite.Entry(entry.key(), entry.keyRange(), value);
  }

  private static boolean isTemplate(String text) {
    return text.contains("${") || text.contains("%{");
  }

  /** References, which are written bare, alone or in lists and mappings. */
  private Expression references(YamlNode node) {
    return switch (node) {
      case YamlNode.Text text -> code(text);
      case YamlNode.Sequence sequence ->
          new Composite.Sequence(
              sequence.items().stream().map(this::references).toList(), sequence.range());
      case YamlNode.Mapping mapping ->
          new Composite.Mapping(
              mapping.entries().stream()
                  .map(
                      entry ->
                          new Composite.Entry(
                              entry.key(), entry.keyRange(), references(entry.value())))
                  .toList(),
              mapping.range());
      case YamlNode.Constant _ -> expression(node);
    };
  }

  /** An expression as text; that it is one may be said with {@code ${}} as well. */
  Expression code(YamlNode.Text node) {
    String text = node.text().strip();
    Origin origin = node.origin();
    if (text.startsWith("${") && text.endsWith("}")) {
      Diagnostics found = new Diagnostics();
      int open = node.text().indexOf("${") + 2;
      Expression inner =
          ExpressionParser.parse(
              text.substring(2, text.length() - 1),
              (start, end) -> origin.range(open + start, open + end),
              found);
      if (!found.hasErrors()) {
        return inner;
      }
      return ExpressionParser.parseTemplate(node.text(), origin, diagnostics);
    }
    return ExpressionParser.parse(node.text(), origin, diagnostics);
  }
}
