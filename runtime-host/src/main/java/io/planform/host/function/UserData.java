package io.planform.host.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Environment variables of a function: two JSON texts as they were sent, both kept encrypted; the
 * second is never shown.
 *
 * @param plain empty, or a JSON object of texts
 * @param encrypted the same
 */
public record UserData(String plain, String encrypted) {
  public static final UserData NONE = new UserData("", "");

  private static final int MOST_ITEMS = 20;
  private static final int MOST_CHARACTERS = 4096;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Both as one environment. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(parse(plain, "user_data"));
    variables.putAll(parse(encrypted, "encrypted_user_data"));
    return variables;
  }

  /** Refuses what is not an object of texts, has impossible names, or is too much. */
  UserData checked() {
    Map<String, String> variables = variables();
    if (variables.size() > MOST_ITEMS) {
      throw new ApiException(FgsError.FSS_1017, "There are %d items.".formatted(variables.size()));
    }
    int characters = plain.length() + encrypted.length();
    if (characters > MOST_CHARACTERS) {
      throw new ApiException(
          FgsError.FSS_1018,
          "user_data and encrypted_user_data have %d characters together; the limit here is %d."
              .formatted(characters, MOST_CHARACTERS));
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      checkVariable(variable.getKey(), variable.getValue());
    }
    return this;
  }

  private static void checkVariable(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1009,
          "The name %s must begin with a letter and have letters, digits and _ only."
              .formatted(name));
    }
    if (value.indexOf('\0') >= 0) {
      throw new ApiException(FgsError.FSS_1009, "The value of %s has a NUL.".formatted(name));
    }
  }

  /** Values are secret: they are in no message. */
  private static Map<String, String> parse(String text, String field) {
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      if (Json.read(text) instanceof ObjectNode object) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
          if (!property.getValue().isTextual()) {
            throw new ApiException(
                FgsError.FSS_1009,
                "The value of %s in %s must be a string.".formatted(property.getKey(), field));
          }
          variables.put(property.getKey(), property.getValue().textValue());
        }
        return variables;
      }
    } catch (JsonProcessingException e) {
      throw new ApiException(FgsError.FSS_1009, field + " is not valid JSON.");
    }
    throw new ApiException(FgsError.FSS_1009, field + " must be a JSON object in a string.");
  }

  String json() {
    ObjectNode document = Json.object();
    document.put("user_data", plain);
    document.put("encrypted_user_data", encrypted);
    return document.toString();
  }

  static UserData ofJson(String json) {
    try {
      JsonNode document = Json.read(json);
      return new UserData(
          document.path("user_data").asText(), document.path("encrypted_user_data").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored user data is not ours", e);
    }
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "UserData";
  }
}
