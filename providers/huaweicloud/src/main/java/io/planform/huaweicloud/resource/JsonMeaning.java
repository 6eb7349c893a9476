package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;

/** Compares JSON by what it says, not by how it is written. */
public final class JsonMeaning {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonMeaning() {}

  /** The document; missing where the text is none. */
  public static JsonNode parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Whether all that a document says is in another, which may have more keys in its objects. */
  public static boolean includes(JsonNode whole, JsonNode part) {
    if (part.isObject() && whole.isObject()) {
      return part.properties().stream()
          .allMatch(each -> includes(whole.path(each.getKey()), each.getValue()));
    }
    if (part.isArray() && whole.isArray()) {
      if (part.size() != whole.size()) {
        return false;
      }
      Iterator<JsonNode> others = whole.iterator();
      for (JsonNode each : part) {
        if (!includes(others.next(), each)) {
          return false;
        }
      }
      return true;
    }
    if (part.isNumber() && whole.isNumber()) {
      return part.decimalValue().compareTo(whole.decimalValue()) == 0;
    }
    return part.equals(whole);
  }

  /** The node at a dotted path; missing where there is none. */
  public static JsonNode at(JsonNode root, String path) {
    JsonNode node = root;
    for (String name : path.split("\\.", -1)) {
      node = node.path(name);
    }
    return node;
  }

  /** Sets the node at a dotted path, with the objects on the way to it. */
  public static void put(ObjectNode root, String path, JsonNode value) {
    ObjectNode object = root;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
      object = object.withObjectProperty(rest.substring(0, dot));
      rest = rest.substring(dot + 1);
    }
    object.set(rest, value);
  }
}
