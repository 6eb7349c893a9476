package io.planform.host.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The fields of {@code event_data}, read with strict types.
 *
 * @param error of the trigger's type
 */
public record EventData(ObjectNode fields, FgsError error) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  public void refuseOthersThan(Set<String> known) {
    Set<String> unknown = new TreeSet<>();
    fields.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw refused("event_data has unknown fields: %s.".formatted(String.join(", ", unknown)));
    }
  }

  public String name() {
    String name = text("name");
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "event_data.name \"%s\" must have 1 to 64 letters, digits, _ and -, and begin with a letter."
              .formatted(name));
    }
    return name;
  }

  /** A text that must be there and not empty. */
  public String text(String field) {
    String value = optionalText(field);
    if (value.isEmpty()) {
      throw refused("event_data.%s is required.".formatted(field));
    }
    return value;
  }

  public String optionalText(String field) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw refused("event_data.%s must be a string.".formatted(field));
    }
    return value.textValue();
  }

  /** A list of texts, none empty, that has at least one. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : fields.path(field)) {
      texts.add(each.textValue());
    }
    if (!fields.path(field).isArray()
        || texts.isEmpty()
        || texts.contains(null)
        || texts.contains("")) {
      throw refused("event_data.%s must be a list of strings, with one at least.".formatted(field));
    }
    return texts;
  }

  /** False where it is left out. */
  public boolean flag(String field) {
    JsonNode value = fields.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw refused("event_data.%s must be true or false.".formatted(field));
    }
    return value.asBoolean();
  }

  /** A required text that is one of some. */
  public String oneOf(String field, Set<String> values) {
    String value = text(field);
    if (!values.contains(value)) {
      throw refused(
          "event_data.%s is \"%s\"; it can be %s."
              .formatted(field, value, String.join(", ", new TreeSet<>(values))));
    }
    return value;
  }

  public int integer(String field, int least, int most) {
    JsonNode value = fields.path(field);
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw refused(
          "event_data.%s must be an integer from %d to %d.".formatted(field, least, most));
    }
    return value.intValue();
  }

  /** Refuses a field that this host cannot honour, unless it is empty or has the one value. */
  public void allowOnly(String field, String value) {
    String actual = optionalText(field);
    if (!actual.isEmpty() && !actual.equals(value)) {
      throw refused(
          value.isEmpty()
              ? "event_data.%s is not supported; leave it out.".formatted(field)
              : "event_data.%s is \"%s\"; only \"%s\" is supported."
                  .formatted(field, actual, value));
    }
  }

  public ApiException refused(String detail) {
    return new ApiException(error, detail);
  }
}
