package io.planform.huaweicloud.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Schemas as JSON: {@code {"attributes": {NAME: {"mode", "type", "sensitive"}}, "blocks": {NAME:
 * {"nesting", "min", "max", "attributes", "blocks"}}}}. Types are written as Terraform's tools
 * write them: {@code "string"}, {@code ["list", "string"]}, {@code ["object", {…}]}.
 */
final class SchemaJson {
  private SchemaJson() {}

  static Schema schema(JsonNode json) {
    List<Attribute> attributes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : json.path("attributes").properties()) {
      attributes.add(attribute(each.getKey(), each.getValue()));
    }
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : json.path("blocks").properties()) {
      blocks.add(block(each.getKey(), each.getValue()));
    }
    return Schema.of(attributes, blocks);
  }

  private static Attribute attribute(String name, JsonNode json) {
    Mode mode =
        switch (json.path("mode").asText()) {
          case "required" -> Mode.REQUIRED;
          case "optional" -> Mode.OPTIONAL;
          case "optional+computed" -> Mode.OPTIONAL_COMPUTED;
          case "computed" -> Mode.COMPUTED;
          default -> throw malformed(json);
        };
    boolean sensitive = json.path("sensitive").asBoolean();
    return new Attribute(name, type(json.path("type")), mode, Change.IN_PLACE, sensitive, "", null);
  }

  private static Block block(String name, JsonNode json) {
    return new Block(
        name,
        Nesting.valueOf(json.path("nesting").asText().toUpperCase(Locale.ROOT)),
        json.path("min").asInt(0),
        json.path("max").asInt(Integer.MAX_VALUE),
        Change.IN_PLACE,
        schema(json));
  }

  private static Type type(JsonNode json) {
    if (json.isTextual()) {
      return switch (json.asText()) {
        case "string" -> Type.STRING;
        case "number" -> Type.NUMBER;
        case "bool" -> Type.BOOL;
        default -> throw malformed(json);
      };
    }
    JsonNode of = json.path(1);
    return switch (json.path(0).asText()) {
      case "list" -> Type.list(type(of));
      case "set" -> Type.set(type(of));
      case "map" -> Type.map(type(of));
      case "object" -> {
        Map<String, Type> types = new LinkedHashMap<>();
        of.properties().forEach(each -> types.put(each.getKey(), type(each.getValue())));
        yield new Type.ObjectType(types);
      }
      default -> throw malformed(json);
    };
  }

  private static IllegalStateException malformed(JsonNode json) {
    return new IllegalStateException("This is no part of a schema: " + json);
  }
}
