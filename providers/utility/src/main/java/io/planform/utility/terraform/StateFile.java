package io.planform.utility.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads Terraform's state files, of format 4. Outputs are not marked as sensitive, as with
 * Terraform: manifests written for it rely on that.
 */
final class StateFile {
  private static final int FORMAT = 4;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private StateFile() {}

  /** Null if there is no such file, or after an error. */
  static @Nullable SequencedMap<String, Value> outputs(Path file, Diagnostics diagnostics) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      JsonNode state = JSON.readTree(Files.readAllBytes(file));
      int format = state.path("version").asInt();
      if (format != FORMAT) {
        diagnostics.add(
            Faults.at(
                "config",
                "Not a state file",
                "\"" + file + "\" is not a state of format " + FORMAT + "."));
        return null;
      }
      SequencedMap<String, Value> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> output : state.path("outputs").properties()) {
        JsonNode it = output.getValue();
        outputs.put(output.getKey(), value(it.path("value"), type(it.path("type"))));
      }
      return outputs;
    } catch (JsonProcessingException _) {
      // Jackson's message quotes the document, which may hold secrets.
      diagnostics.add(Faults.at("config", "Not a state file", "\"" + file + "\" is not JSON."));
    } catch (IOException e) {
      diagnostics.add(Faults.at("config", "Cannot read the state", Faults.reason(e)));
    }
    return null;
  }

  private static Type type(JsonNode json) {
    JsonNode parts = json.path(1);
    return switch (json.isArray() ? json.path(0).asText() : json.asText()) {
      case "string" -> Type.STRING;
      case "number" -> Type.NUMBER;
      case "bool" -> Type.BOOL;
      case "list" -> Type.list(type(parts));
      case "set" -> Type.set(type(parts));
      case "map" -> Type.map(type(parts));
      case "tuple" -> {
        List<Type> elements = new ArrayList<>();
        parts.forEach(part -> elements.add(type(part)));
        yield new Type.TupleType(elements);
      }
      case "object" -> {
        SequencedMap<String, Type> attributes = new LinkedHashMap<>();
        parts.properties().forEach(part -> attributes.put(part.getKey(), type(part.getValue())));
        yield new Type.ObjectType(attributes);
      }
      default -> Type.DYNAMIC;
    };
  }

  private static Value value(JsonNode json, Type type) {
    if (json.isNull() || json.isMissingNode()) {
      return new Value.Null(type);
    }
    return switch (type) {
      case Type.Primitive.STRING -> Value.of(json.asText());
      case Type.Primitive.NUMBER -> new Value.Num(json.decimalValue());
      case Type.Primitive.BOOL -> Value.of(json.booleanValue());
      case Type.ListType(Type element) -> new Value.ListOf(element, elements(json, element));
      case Type.SetType(Type element) -> new Value.SetOf(element, elements(json, element));
      case Type.MapType(Type element) -> {
        Map<String, Value> values = new TreeMap<>();
        json.properties()
            .forEach(entry -> values.put(entry.getKey(), value(entry.getValue(), element)));
        yield new Value.MapOf(element, values);
      }
      case Type.TupleType(List<Type> elements) -> {
        List<Value> values = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
          values.add(value(json.path(index), elements.get(index)));
        }
        yield new Value.Tuple(values);
      }
      case Type.ObjectType object -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        object
            .attributes()
            .forEach((name, attribute) -> values.put(name, value(json.path(name), attribute)));
        yield new Value.Obj(values);
      }
      // A value of any type carries its own.
      case Type.DynamicType _ -> value(json.path("value"), type(json.path("type")));
    };
  }

  private static List<Value> elements(JsonNode json, Type element) {
    List<Value> values = new ArrayList<>(json.size());
    json.forEach(part -> values.add(value(part, element)));
    return values;
  }
}
