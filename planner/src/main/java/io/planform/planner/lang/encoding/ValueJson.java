package io.planform.planner.lang.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON. Lists, sets and tuples are arrays; maps and objects are objects with sorted keys;
 * numbers keep all their digits. Marks and unknown parts have no place in JSON: writing a value
 * that has any is a programming error, so that no secret gets out by an oversight.
 */
public final class ValueJson {
  /** Digits before or after the point; more would fill the memory when they are written out. */
  private static final int MAX_EXPONENT = 10_000;

  private static final ObjectReader READER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(MAX_EXPONENT).build())
                  .build())
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ValueJson() {}

  /**
   * As Terraform's {@code jsonencode} writes it: without spaces, and {@code < > &} escaped so that
   * the text can stand in HTML.
   *
   * @throws IllegalArgumentException if a part is unknown or marked
   */
  public static String write(Value value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Value value, StringBuilder json) {
    switch (value) {
      case Value.Str(String text) -> quote(text, json);
      case Value.Num(BigDecimal number) -> json.append(Conversion.text(number));
      case Value.Bool(boolean bool) -> json.append(bool);
      case Value.ListOf(_, List<Value> values) -> writeAll(values, json);
      case Value.SetOf(_, List<Value> values) -> writeAll(values, json);
      case Value.Tuple(List<Value> values) -> writeAll(values, json);
      case Value.MapOf(_, Map<String, Value> values) -> writeEntries(values, json);
      case Value.Obj(SequencedMap<String, Value> values) ->
          writeEntries(new TreeMap<>(values), json);
      case Value.Null _ -> json.append("null");
      case Value.Unknown _ -> throw new IllegalArgumentException("an unknown value has no JSON");
      case Value.Marked _ ->
          throw new IllegalArgumentException("a marked value is not written as JSON");
    }
  }

  private static void writeAll(List<Value> values, StringBuilder json) {
    char separator = '[';
    for (Value value : values) {
      json.append(separator);
      write(value, json);
      separator = ',';
    }
    json.append(values.isEmpty() ? "[]" : "]");
  }

  private static void writeEntries(Map<String, Value> values, StringBuilder json) {
    char separator = '{';
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      json.append(separator);
      quote(entry.getKey(), json);
      json.append(':');
      write(entry.getValue(), json);
      separator = ',';
    }
    json.append(values.isEmpty() ? "{}" : "}");
  }

  /** A JSON string literal. */
  public static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2);
    quote(text, json);
    return json.toString();
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  /** Reads a value whose type the text decides: arrays are tuples, objects are objects. */
  public static Decoded read(String text) {
    try (JsonParser parser = READER.createParser(text)) {
      JsonNode tree = READER.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        return new Decoded.Unreadable("the JSON text is empty");
      }
      if (parser.nextToken() != null) {
        return new Decoded.Unreadable("there is text after the JSON value");
      }
      Value value = value(tree);
      return value == null
          ? new Decoded.Unreadable("a number in it is out of range")
          : new Decoded.Read(value);
    } catch (JsonProcessingException e) {
      return new Decoded.Unreadable("not valid JSON" + place(e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** Null where a number is out of range. */
  private static @Nullable Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> Value.of(withoutHalves(node.textValue()));
      case NUMBER -> number(node.decimalValue());
      case BOOLEAN -> Value.of(node.booleanValue());
      case ARRAY -> {
        List<Value> values = new ArrayList<>();
        for (JsonNode element : node) {
          Value value = value(element);
          if (value == null) {
            yield null;
          }
          values.add(value);
        }
        yield new Value.Tuple(values);
      }
      case OBJECT -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
          Value value = value(entry.getValue());
          if (value == null) {
            yield null;
          }
          values.put(entry.getKey(), value);
        }
        yield new Value.Obj(values);
      }
      case NULL, MISSING, BINARY, POJO -> new Value.Null(Type.DYNAMIC);
    };
  }

  /** Half a surrogate pair is no character: the replacement character stands in for it. */
  private static String withoutHalves(String text) {
    boolean whole = text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    return whole
        ? text
        : text.codePoints()
            .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static @Nullable Value number(BigDecimal number) {
    return Math.abs((long) number.scale()) > MAX_EXPONENT ? null : new Value.Num(number);
  }
}
