package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.planform.planner.plan.address.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What stands in documents as text. */
final class Fields {
  private Fields() {}

  static Address address(String text) throws UnusableException {
    Address address = Address.parse(text);
    if (address == null) {
      throw notAddress(text);
    }
    return address;
  }

  static UnusableException notAddress(String text) {
    return UnusableException.of("It names \"" + text + "\", which is no address.");
  }

  static <E extends Enum<E>> E constant(Class<E> type, JsonNode name) throws UnusableException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(name.asText())) {
        return constant;
      }
    }
    throw UnusableException.of(
        "It says \"" + name.asText() + "\", which this version of Planform does not know.");
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static void texts(Collection<?> things, ArrayNode array) {
    things.forEach(thing -> array.add(thing.toString()));
  }
}
