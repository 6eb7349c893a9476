package io.planform.planner.manifest.json;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Expression;
import io.planform.planner.manifest.json.JsonExpressions.Strings;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Makes bodies of JSON objects, by the shape that their blocks have. */
final class JsonBody {
  private final Diagnostics diagnostics;
  private final JsonExpressions expressions;

  JsonBody(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.expressions = new JsonExpressions(diagnostics);
  }

  /**
   * The body that some objects make together.
   *
   * @param range of what it is the body of
   */
  Body body(List<JsonNode.Property> properties, BlockShape shape, SourceRange range) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    List<Body.Block> blocks = new ArrayList<>();
    for (JsonNode.Property property : properties) {
      String name = property.name().text();
      BlockShape block = shape.blocks().get(name);
      if (name.equals("//")) {
        continue;
      }
      if (block != null) {
        blocks(new Header(name, block), property, List.of(), blocks);
      } else {
        argument(property, shape, arguments);
      }
    }
    return new Body(arguments, blocks, range);
  }

  private void argument(
      JsonNode.Property property, BlockShape shape, SequencedMap<String, Body.Argument> arguments) {
    String name = property.name().text();
    Strings strings =
        shape.code().contains(name)
            ? Strings.CODE
            : shape.plain().contains(name) ? Strings.PLAIN : Strings.TEMPLATE;
    Expression value = expressions.of(property.value(), strings);
    SourceRange range = property.name().range();
    Body.Argument first = arguments.putIfAbsent(name, new Body.Argument(name, value, range));
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(
              "Attribute redefined",
              "The argument \""
                  + name
                  + "\" was already set at line "
                  + first.nameRange().start().line()
                  + ". Each argument may be set once.",
              range));
    }
  }

  private record Header(String type, BlockShape shape) {}

  /** Adds the blocks below a property, whose name is the block's type or its last label so far. */
  private void blocks(
      Header header,
      JsonNode.Property property,
      List<JsonNode.Text> labels,
      List<Body.Block> blocks) {
    boolean complete = labels.size() == header.shape().labels();
    switch (property.value()) {
      case JsonNode.Mapping(List<JsonNode.Property> properties, _) -> {
        if (complete) {
          blocks.add(block(header, property, properties, labels));
          return;
        }
        for (JsonNode.Property inner : properties) {
          List<JsonNode.Text> more = new ArrayList<>(labels);
          more.add(inner.name());
          blocks(header, inner, more, blocks);
        }
      }
      case JsonNode.Array(List<JsonNode> items, _) ->
          items.forEach(
              item -> blocks(header, new JsonNode.Property(property.name(), item), labels, blocks));
      case JsonNode.Constant(Value.Null _, _) when complete -> {}
      case JsonNode.Constant _, JsonNode.Text _ ->
          diagnostics.add(
              Diagnostic.error(
                  "Incorrect JSON value type",
                  "A JSON object is required for "
                      + (complete
                          ? "the contents of a \"" + header.type() + "\" block."
                          : "the labels of \"" + header.type() + "\" blocks."),
                  property.value().range()));
    }
  }

  private Body.Block block(
      Header header,
      JsonNode.Property property,
      List<JsonNode.Property> properties,
      List<JsonNode.Text> labels) {
    return new Body.Block(
        header.type(),
        labels.stream().map(JsonNode.Text::text).toList(),
        labels.stream().map(JsonNode.Text::range).toList(),
        body(properties, header.shape(), property.name().range()),
        property.name().range());
  }
}
