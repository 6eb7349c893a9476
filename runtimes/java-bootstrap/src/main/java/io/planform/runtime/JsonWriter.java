package io.planform.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON: maps, iterables, arrays, strings, numbers, booleans, enums, and objects of
 * the user's classes by their fields.
 */
final class JsonWriter {
  private static final int DEEPEST = 512;

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private JsonWriter() {}

  /**
   * @throws IllegalArgumentException when a value has no JSON form
   */
  static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("the result is nested deeper than " + DEEPEST);
    }
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number) {
      number((Number) value);
    } else if (value instanceof CharSequence || value instanceof Character) {
      string(value.toString());
    } else if (value instanceof Enum<?>) {
      string(((Enum<?>) value).name());
    } else if (value instanceof Map<?, ?>) {
      map((Map<?, ?>) value);
    } else if (value instanceof Iterable<?>) {
      elements((Iterable<?>) value);
    } else if (value instanceof Optional<?>) {
      value(((Optional<?>) value).orElse(null));
    } else if (value.getClass().isArray()) {
      array(value);
    } else {
      fields(value);
    }
    depth--;
  }

  private void number(Number number) {
    if (!Double.isFinite(number.doubleValue())
        && (number instanceof Double || number instanceof Float)) {
      throw new IllegalArgumentException(number + " has no JSON form");
    }
    out.append(number);
  }

  private void map(Map<?, ?> map) {
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      string(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue());
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private void elements(Iterable<?> elements) {
    char separator = '[';
    for (Object element : elements) {
      out.append(separator);
      value(element);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  private void array(Object array) {
    out.append('[');
    for (int i = 0; i < Array.getLength(array); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(Array.get(array, i));
    }
    out.append(']');
  }

  private void fields(Object object) {
    if (object.getClass().getName().startsWith("java.")) {
      throw new IllegalArgumentException(
          "the result contains a " + object.getClass().getName() + ", which has no JSON form");
    }
    char separator = '{';
    for (Field field : Fields.of(object.getClass())) {
      out.append(separator);
      string(field.getName());
      out.append(':');
      value(Fields.get(field, object));
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        character(text, i);
      }
    }
    out.append('"');
  }

  private void character(String text, int at) {
    char c = text.charAt(at);
    // A lone surrogate has no UTF-8 form; escaped, it is still JSON.
    if (c < ' ' || isLoneSurrogate(text, at)) {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
