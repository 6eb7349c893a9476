package io.planform.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text to maps, lists, strings, booleans, null and numbers: Integer, Long or BigInteger
 * where it is whole, else Double.
 */
final class JsonReader {
  private static final int DEEPEST = 512;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when the text is not JSON
   */
  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.wrong("text after the end");
    }
    return value;
  }

  private @Nullable Object value() {
    skipSpace();
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    enter();
    if (!ends('}')) {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        members.put(name, value());
      } while (goesOn('}'));
    }
    depth--;
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    enter();
    if (!ends(']')) {
      do {
        elements.add(value());
      } while (goesOn(']'));
    }
    depth--;
    return elements;
  }

  private void enter() {
    at++;
    if (++depth > DEEPEST) {
      throw wrong("nested deeper than " + DEEPEST);
    }
  }

  private boolean ends(char end) {
    skipSpace();
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private boolean goesOn(char end) {
    skipSpace();
    if (peek() == ',') {
      at++;
      return true;
    }
    expect(end);
    return false;
  }

  private String string() {
    expect('"');
    int start = at;
    while (peek() != '"' && peek() != '\\') {
      at++;
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    StringBuilder unescaped = new StringBuilder().append(text, start, at);
    for (char c = next(); c != '"'; c = next()) {
      unescaped.append(c == '\\' ? escape() : c);
    }
    return unescaped.toString();
  }

  private char escape() {
    char c = next();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return codeUnit();
      default:
        throw wrong("unknown escape");
    }
  }

  private char codeUnit() {
    if (at + 4 > text.length()) {
      throw wrong("unfinished escape");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("unexpected text");
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.0123456789Ee".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    try {
      if (digits.matches("-?\\d{1,9}")) {
        return Integer.valueOf(digits);
      }
      if (digits.matches("-?\\d+")) {
        return narrow(new BigInteger(digits));
      }
      return new BigDecimal(digits).doubleValue();
    } catch (NumberFormatException e) {
      at = start;
      throw wrong("not a value");
    }
  }

  private static Object narrow(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("unexpected end");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("expected " + wanted);
    }
    at++;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("not JSON at character " + (at + 1) + ": " + what);
  }
}
