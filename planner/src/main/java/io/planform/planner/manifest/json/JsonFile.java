package io.planform.planner.manifest.json;

import io.planform.planner.config.Body;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads files in JSON. */
public final class JsonFile {
  private JsonFile() {}

  /** What a manifest holds, as the blocks that the same in HCL would be. */
  public static Body parse(SourceText source, Diagnostics diagnostics) {
    return parse(source, BlockShape.FILE, diagnostics);
  }

  /** As {@link #parse}, of a file of tests. */
  public static Body tests(SourceText source, Diagnostics diagnostics) {
    return parse(source, BlockShape.TESTS, diagnostics);
  }

  /** As {@link #parse}, of a file of what stands in for objects of a provider in tests. */
  public static Body mocks(SourceText source, Diagnostics diagnostics) {
    return parse(source, BlockShape.MOCKS, diagnostics);
  }

  private static Body parse(SourceText source, BlockShape shape, Diagnostics diagnostics) {
    List<JsonNode.Property> properties = properties(source, true, diagnostics);
    Body body = new JsonBody(diagnostics).body(properties, shape, source.range(0, 0));
    List<Body.Block> blocks = new ArrayList<>(body.blocks());
    // On the level of a file there are blocks only: that is what a name may be a slip of.
    for (Body.Argument unknown : body.arguments().values()) {
      Body empty = new Body(new LinkedHashMap<>(), List.of(), unknown.nameRange());
      blocks.add(new Body.Block(unknown.name(), List.of(), List.of(), empty, unknown.nameRange()));
    }
    return new Body(new LinkedHashMap<>(), blocks, body.range());
  }

  /** What a file of variable values holds: strings are just their text. */
  public static Body values(SourceText source, Diagnostics diagnostics) {
    List<JsonNode.Property> properties = properties(source, false, diagnostics);
    Set<String> names = Set.copyOf(properties.stream().map(one -> one.name().text()).toList());
    BlockShape values = new BlockShape(0, Map.of(), Set.of(), names);
    return new JsonBody(diagnostics).body(properties, values, source.range(0, 0));
  }

  private static List<JsonNode.Property> properties(
      SourceText source, boolean arrays, Diagnostics diagnostics) {
    JsonNode document = JsonReader.read(source, diagnostics);
    List<JsonNode.Property> properties = new ArrayList<>();
    if (document != null) {
      List<JsonNode> parts =
          arrays && document instanceof JsonNode.Array(List<JsonNode> items, _)
              ? items
              : List.of(document);
      for (JsonNode part : parts) {
        if (part instanceof JsonNode.Mapping(List<JsonNode.Property> more, _)) {
          properties.addAll(more);
        } else {
          diagnostics.add(
              Diagnostic.error(
                  "Root value must be an object", "A file in JSON holds an object.", part.range()));
        }
      }
    }
    return properties;
  }
}
