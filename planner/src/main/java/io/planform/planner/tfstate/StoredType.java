package io.planform.planner.tfstate;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.value.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types as the file writes them: {@code "string"}, {@code ["list", "string"]}. */
final class StoredType {
  private static final Set<String> PRIMITIVES = Set.of("string", "number", "bool", "dynamic");

  private StoredType() {}

  /** Null if the JSON is no type. */
  static @Nullable Type read(JsonNode json) {
    return isType(json) ? TypedJson.readType(json) : null;
  }

  private static boolean isType(JsonNode json) {
    if (json.isTextual()) {
      return PRIMITIVES.contains(json.textValue());
    }
    JsonNode parts = json.path(1);
    return switch (json.path(0).asText()) {
      case "list", "set", "map" -> json.size() == 2 && isType(parts);
      case "tuple" -> parts.isArray() && areTypes(parts);
      case "object" -> parts.isObject() && areTypes(parts);
      default -> false;
    };
  }

  private static boolean areTypes(JsonNode parts) {
    for (JsonNode part : parts) {
      if (!isType(part)) {
        return false;
      }
    }
    return true;
  }
}
