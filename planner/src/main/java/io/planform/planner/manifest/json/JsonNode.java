package io.planform.planner.manifest.json;

import io.planform.planner.lang.Origin;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.List;

/** A JSON document, with the place of every part. */
sealed interface JsonNode {
  SourceRange range();

  /**
   * @param text as decoded
   * @param origin of the decoded text
   */
  record Text(String text, Origin origin, SourceRange range) implements JsonNode {}

  /** A number, a bool or null. */
  record Constant(Value value, SourceRange range) implements JsonNode {}

  record Array(List<JsonNode> items, SourceRange range) implements JsonNode {}

  /** Properties as they stand there: a name may come twice. */
  record Mapping(List<Property> properties, SourceRange range) implements JsonNode {}

  record Property(Text name, JsonNode value) {}
}
