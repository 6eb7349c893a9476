package io.planform.planner.lang;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Values as JSON. Lists, sets and tuples are arrays; maps and objects are objects with sorted keys;
 * numbers keep all their digits. Marks and unknown parts have no place in JSON: writing a value
 * that has any is a programming error, so that no secret gets out by an oversight. Take marks off,
 * or keep them beside the text, with {@link ValueDocument}.
 */
public final class ValueJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectReader READER =
      new ObjectMapper()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private ValueJson() {}

  /** What became of a text. */
  public sealed interface Result {}

  public record Read(Value value) implements Result {}

  /**
   * @param reason without any of the text
   */
  public record Unreadable(String reason) implements Result {}

  /**
   * @throws IllegalArgumentException if a part is unknown or marked as sensitive
   */
  public static String write(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Value value, JsonGenerator json) throws IOException {
    switch (value) {
      case Value.Str(String text) -> json.writeString(text);
      case Value.Num(var number) -> json.writeNumber(number);
      case Value.Bool(boolean bool) -> json.writeBoolean(bool);
      case Value.ListOf(_, List<Value> values) -> writeAll(values, json);
      case Value.SetOf(_, List<Value> values) -> writeAll(values, json);
      case Value.Tuple(List<Value> values) -> writeAll(values, json);
      case Value.MapOf(_, Map<String, Value> values) -> writeEntries(values, json);
      case Value.Obj(SequencedMap<String, Value> values) ->
          writeEntries(new TreeMap<>(values), json);
      case Value.Null _ -> json.writeNull();
      case Value.Unknown _ -> throw new IllegalArgumentException("an unknown value has no JSON");
      case Value.Marked _ ->
          throw new IllegalArgumentException("a sensitive value is not written as JSON");
    }
  }

  private static void writeAll(List<Value> values, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Value value : values) {
      write(value, json);
    }
    json.writeEndArray();
  }

  private static void writeEntries(Map<String, Value> values, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  /** A JSON string literal. */
  static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  /** Reads a value whose type the text decides: arrays are tuples, objects are objects. */
  public static Result read(String text) {
    try (JsonParser parser = READER.createParser(text)) {
      JsonNode tree = READER.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        return new Unreadable("the JSON text is empty");
      }
      if (parser.nextToken() != null) {
        return new Unreadable("there is text after the JSON value");
      }
      return new Read(value(tree));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      return new Unreadable("not valid JSON" + where);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> Value.of(node.textValue());
      case NUMBER -> new Value.Num(node.decimalValue());
      case BOOLEAN -> Value.of(node.booleanValue());
      case ARRAY -> {
        List<Value> values = new ArrayList<>();
        node.forEach(element -> values.add(value(element)));
        yield new Value.Tuple(values);
      }
      case OBJECT -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        yield new Value.Obj(values);
      }
      case NULL, MISSING, BINARY, POJO -> new Value.Null(Type.DYNAMIC);
    };
  }
}
