package io.planform.planner.manifest.json;

import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes expressions of JSON values. */
final class JsonExpressions {
  private final Diagnostics diagnostics;

  JsonExpressions(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** What a string is. */
  enum Strings {
    /** Text with sequences; one that is a single interpolation keeps its type. */
    TEMPLATE,
    /** An expression, such as a reference or a type. */
    CODE,
    /** Just its text. */
    PLAIN
  }

  Expression of(JsonNode node, Strings strings) {
    return switch (node) {
      case JsonNode.Text text -> text(text, strings);
      case JsonNode.Constant(Value value, SourceRange range) ->
          new Composite.Constant(value, range);
      case JsonNode.Array(List<JsonNode> items, SourceRange range) -> {
        List<Expression> elements = new ArrayList<>(items.size());
        items.forEach(item -> elements.add(of(item, strings)));
        yield new Composite.Sequence(elements, range);
      }
      case JsonNode.Mapping object -> object(object, strings);
    };
  }

  private Expression text(JsonNode.Text text, Strings strings) {
    return switch (strings) {
      case TEMPLATE -> template(text);
      case CODE -> ExpressionParser.parse(text.text(), text.origin(), diagnostics);
      case PLAIN -> new Composite.Constant(Value.of(text.text()), text.range());
    };
  }

  private Expression template(JsonNode.Text text) {
    return hasSequences(text.text())
        ? ExpressionParser.parseTemplate(text.text(), text.origin(), diagnostics)
        : new Composite.Constant(Value.of(text.text()), text.range());
  }

  private static boolean hasSequences(String text) {
    return text.contains("${") || text.contains("%{");
  }

  private Expression object(JsonNode.Mapping object, Strings strings) {
    List<Composite.Entry> entries = new ArrayList<>();
    List<TemplateKeys.Pair> pairs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean templates = false;
    for (JsonNode.Property property : object.properties()) {
      JsonNode.Text name = property.name();
      if (!names.add(name.text())) {
        diagnostics.add(
            Diagnostic.error(
                "Duplicate JSON object property",
                "The property \"" + name.text() + "\" was already given in this object.",
                name.range()));
        continue;
      }
      Expression value = of(property.value(), strings);
      entries.add(new Composite.Entry(name.text(), name.range(), value));
      if (strings == Strings.TEMPLATE) {
        templates |= hasSequences(name.text());
        pairs.add(new TemplateKeys.Pair(template(name), value));
      }
    }
    return templates
        ? new TemplateKeys(pairs, object.range())
        : new Composite.Mapping(entries, object.range());
  }
}
