package io.planform.host.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a request's JSON object, read with strict types. An absent field and a null are the
 * same; a value of another type is refused by its name.
 */
public final class Fields {
  private final ObjectNode object;
  private final String path;

  private Fields(ObjectNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** The body of a request, which must be one JSON object. */
  public static Fields of(Request request) {
    try {
      if (Json.read(request.body()) instanceof ObjectNode object) {
        return new Fields(object, "");
      }
      throw ApiException.invalid("The request body must be a JSON object.");
    } catch (JsonProcessingException e) {
      throw ApiException.invalid("The request body is not valid JSON: " + reason(e));
    }
  }

  /**
   * An object of an array.
   *
   * @param path names it in messages: {@code rules.}
   */
  public static Fields of(JsonNode object, String path) {
    if (object instanceof ObjectNode fields) {
      return new Fields(fields, path);
    }
    throw ApiException.invalid(
        "%s must be an object, not %s."
            .formatted(path.substring(0, path.length() - 1), word(object.getNodeType())));
  }

  /** What is wrong and where, without quoting the input: it may hold secrets. */
  static String reason(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it ends too early."
        : "line %d, column %d."
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  public Optional<String> text(String name) {
    return value(name, JsonNodeType.STRING).map(JsonNode::textValue);
  }

  /** A text that must be there; may be empty. */
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  public OptionalInt integer(String name) {
    Optional<JsonNode> value = value(name, JsonNodeType.NUMBER);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isIntegralNumber() || !value.get().canConvertToInt()) {
      throw ApiException.invalid("The field %s must be an integer.".formatted(path + name));
    }
    return OptionalInt.of(value.get().intValue());
  }

  public int requiredInteger(String name) {
    return integer(name).orElseThrow(() -> missing(name));
  }

  public Optional<Boolean> bool(String name) {
    return value(name, JsonNodeType.BOOLEAN).map(JsonNode::booleanValue);
  }

  public Optional<Fields> object(String name) {
    return value(name, JsonNodeType.OBJECT)
        .map(value -> new Fields((ObjectNode) value, path + name + "."));
  }

  public Optional<JsonNode> array(String name) {
    return value(name, JsonNodeType.ARRAY);
  }

  /** The field as it is, of whatever type; absent where it is null. */
  public Optional<JsonNode> any(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  /** The object itself. */
  public ObjectNode node() {
    return object;
  }

  /** Refuses names that the operation does not have: they would be ignored otherwise. */
  public void refuseOthersThan(Set<String> known) {
    Set<String> unknown = new TreeSet<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw ApiException.invalid(
          "The request has unknown fields: %s%s."
              .formatted(path, String.join(", " + path, unknown)));
    }
  }

  private Optional<JsonNode> value(String name, JsonNodeType type) {
    Optional<JsonNode> value = any(name);
    if (value.isPresent() && value.get().getNodeType() != type) {
      throw ApiException.invalid(
          "The field %s must be of type %s, not %s."
              .formatted(path + name, word(type), word(value.get().getNodeType())));
    }
    return value;
  }

  private static String word(JsonNodeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private ApiException missing(String name) {
    return ApiException.invalid("The field %s is required.".formatted(path + name));
  }
}
