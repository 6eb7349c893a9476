package io.planform.planner.manifest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a JSON document with the place of every name and value. */
final class JsonReader {
  private static final int MAX_DEPTH = 200;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(20_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final SourceText source;
  private final Diagnostics diagnostics;
  private final JsonParser parser;

  /** How many characters in front of the document are not part of it. */
  private final int skipped;

  private JsonReader(SourceText source, Diagnostics diagnostics, JsonParser parser, int skipped) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.parser = parser;
    this.skipped = skipped;
  }

  /** The document; null after a syntax error, which was reported. */
  static @Nullable JsonNode read(SourceText source, Diagnostics diagnostics) {
    String text = source.text();
    int skipped = text.startsWith("\uFEFF") ? 1 : 0;
    try (JsonParser parser = FACTORY.createParser(text.substring(skipped))) {
      JsonReader reader = new JsonReader(source, diagnostics, parser, skipped);
      if (parser.nextToken() == null) {
        diagnostics.add(
            Diagnostic.error(
                "Missing JSON value",
                "The file is empty: a JSON object is required.",
                source.range(0, 0)));
        return null;
      }
      JsonNode document = reader.node();
      if (parser.nextToken() != null) {
        diagnostics.add(
            Diagnostic.error(
                "Extra characters after JSON value",
                "A file holds one JSON value; this begins another.",
                source.range(reader.start(), reader.start() + 1)));
      }
      return document;
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      long offset = location == null ? 0 : Math.max(0, location.getCharOffset()) + skipped;
      int at = (int) Math.min(offset, text.length());
      diagnostics.add(
          Diagnostic.error(
              "Invalid JSON",
              sentence(e.getOriginalMessage()),
              source.range(at, Math.min(at + 1, text.length()))));
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sentence(@Nullable String message) {
    String first = message == null ? "" : message.lines().findFirst().orElse("").strip();
    if (first.contains("nesting depth")) {
      return "Values may be nested " + MAX_DEPTH + " levels deep.";
    }
    return (first.isEmpty()
            ? "The text is not JSON"
            : first.replaceAll("\\s*\\((for|start marker) .*|\\.$", ""))
        + ".";
  }

  private int start() {
    return skipped + (int) parser.currentTokenLocation().getCharOffset();
  }

  private JsonNode node() throws IOException {
    int start = start();
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(start);
      case START_ARRAY -> array(start);
      case VALUE_STRING -> text(parser.getText(), start);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(start);
      case VALUE_TRUE -> new JsonNode.Constant(Value.of(true), source.range(start, start + 4));
      case VALUE_FALSE -> new JsonNode.Constant(Value.of(false), source.range(start, start + 5));
      default ->
          new JsonNode.Constant(new Value.Null(Type.DYNAMIC), source.range(start, start + 4));
    };
  }

  private JsonNode.Text text(String decoded, int start) {
    SourceRange range = source.range(start, JsonTextOrigin.end(source.text(), start));
    return new JsonNode.Text(decoded, new JsonTextOrigin(source, start), range);
  }

  private JsonNode number(int start) throws IOException {
    String digits = parser.getText();
    SourceRange range = source.range(start, start + digits.length());
    BigDecimal number = Conversion.number(digits);
    if (number == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid number", "Numbers have at most 10,000 digits, the exponent four.", range));
      return new JsonNode.Constant(new Value.Unknown(Type.NUMBER), range);
    }
    return new JsonNode.Constant(new Value.Num(number), range);
  }

  private JsonNode array(int start) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new JsonNode.Array(items, source.range(start, start() + 1));
  }

  private JsonNode object(int start) throws IOException {
    List<JsonNode.Property> properties = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonNode.Text name = text(parser.currentName(), start());
      parser.nextToken();
      properties.add(new JsonNode.Property(name, node()));
    }
    return new JsonNode.Mapping(properties, source.range(start, start() + 1));
  }
}
