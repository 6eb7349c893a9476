package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an answer has another JSON type than the SDK's model: clients in Go do not convert. Fields
 * that the model lacks are none of its business, nulls fit every type.
 */
public final class AnswerTypes {
  /** Its answer is what the function gave. */
  private static final String INVOCATION = "InvokeFunction";

  /** The Terraform provider takes these for texts, and the SDK converts. */
  private static final Set<String> WITH_TEXT_FOR_MARKER =
      Set.of("ListAsyncInvocations", "ListActiveAsyncInvocations");

  private final List<String> wrong = new ArrayList<>();

  private AnswerTypes() {}

  /**
   * Fails on an answer to an operation of the SDK that is not of its model.
   *
   * @param path without query
   */
  public static void check(String method, String path, int status, String body) {
    Optional<SdkOperation> operation =
        SdkOperation.ofCall(method, path)
            .filter(known -> !known.name().equals(INVOCATION) && !fields(known.answer()).isEmpty());
    if (operation.isEmpty() || status >= 300 || body.isEmpty()) {
      return;
    }
    String name = operation.get().name();
    try {
      JsonNode answer = Json.read(body);
      if (WITH_TEXT_FOR_MARKER.contains(name)) {
        ((ObjectNode) answer).remove("next_marker");
      }
      assertEquals(List.of(), wrong(operation.get().answer(), answer), name);
    } catch (JsonProcessingException e) {
      throw new AssertionError(name + " answered " + body, e);
    }
  }

  private static List<String> wrong(Class<?> answer, JsonNode body) {
    AnswerTypes types = new AnswerTypes();
    Map<String, Type> fields = fields(answer);
    if (fields.size() == 1 && fields.containsKey("body")) {
      types.check("", body, fields.get("body"));
    } else {
      types.check("", body, answer);
    }
    return types.wrong;
  }

  private void check(String path, JsonNode node, Type type) {
    if (node.isNull() || type == Object.class) {
      return;
    }
    switch (type) {
      case ParameterizedType container when container.getRawType() == List.class -> {
        expect(path, node, "array", node.isArray());
        for (JsonNode item : node) {
          check(path + "[]", item, container.getActualTypeArguments()[0]);
        }
      }
      case ParameterizedType map -> {
        expect(path, node, "object", node.isObject());
        node.forEach(value -> check(path + "{}", value, map.getActualTypeArguments()[1]));
      }
      case Class<?> plain -> plain(path, node, plain);
      default -> throw new AssertionError(type);
    }
  }

  private void plain(String path, JsonNode node, Class<?> type) {
    if (type == String.class || type == OffsetDateTime.class) {
      expect(path, node, "string", node.isTextual());
    } else if (type == Integer.class) {
      expect(path, node, "int32", node.isIntegralNumber() && node.canConvertToInt());
    } else if (type == Long.class) {
      expect(path, node, "int64", node.isIntegralNumber());
    } else if (type == Double.class || type == Float.class || type == BigDecimal.class) {
      expect(path, node, "number", node.isNumber());
    } else if (type == Boolean.class) {
      expect(path, node, "boolean", node.isBoolean());
    } else if (type.getSimpleName().endsWith("Enum")) {
      expect(path, node, "string", node.isTextual());
    } else {
      expect(path, node, "object", node.isObject());
      fields(type)
          .forEach(
              (name, field) -> {
                if (node.has(name)) {
                  check(path + "." + name, node.get(name), field);
                }
              });
    }
  }

  private void expect(String path, JsonNode node, String type, boolean fits) {
    if (!fits) {
      wrong.add("%s is %s, not %s".formatted(path.isEmpty() ? "." : path, node, type));
    }
  }

  /** By their names in JSON. */
  static Map<String, Type> fields(Class<?> model) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (Field field : model.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null) {
        fields.put(property.value(), field.getGenericType());
      }
    }
    return fields;
  }
}
