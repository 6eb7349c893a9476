package io.planform.planner.manifest.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads a YAML document with the place of every key and value. */
final class YamlReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_LENGTH = 512 * 1024 * 1024;
  private static final YAMLFactory FACTORY = factory();

  private final SourceText source;
  private final Diagnostics diagnostics;
  private final YAMLParser parser;

  private YamlReader(SourceText source, Diagnostics diagnostics, YAMLParser parser) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.parser = parser;
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_LENGTH);
    options.setNestingDepthLimit(MAX_DEPTH);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  /** The document; null if the file is empty or an error was reported. */
  static @Nullable YamlNode read(SourceText source, Diagnostics diagnostics) {
    try (YAMLParser parser = FACTORY.createParser(new StringReader(source.text()))) {
      YamlReader reader = new YamlReader(source, diagnostics, parser);
      if (parser.nextToken() == null) {
        return null;
      }
      YamlNode document = reader.node();
      if (parser.nextToken() != null) {
        diagnostics.add(
            Diagnostic.error(
                "More than one YAML document",
                "A file holds one document; this one begins another.",
                reader.here()));
      }
      return document;
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      int offset =
          location == null
              ? 0
              : source.offset(
                  Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
      diagnostics.add(
          Diagnostic.error(
              "Invalid YAML",
              sentence(e.getOriginalMessage()),
              source.range(offset, Math.min(offset + 1, source.text().length()))));
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parser's problem in a line: it repeats the place and the source after it. */
  private static String sentence(@Nullable String message) {
    String text = message == null ? "the text is not YAML" : message.strip();
    String problem =
        text.lines()
            .filter(line -> !line.startsWith(" ") && !line.startsWith("in '"))
            .reduce((first, second) -> first + ": " + second)
            .orElse(text);
    return Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".";
  }

  private YamlNode node() throws IOException {
    SourceRange range = here();
    if (parser.isCurrentAlias()) {
      diagnostics.add(
          Diagnostic.error(
              "YAML alias",
              "Aliases are not supported in manifests: use a local value instead.",
              range));
      return new YamlNode.Constant(new Value.Null(Type.DYNAMIC), "", range);
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(range);
      case START_ARRAY -> sequence(range);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(range);
      case VALUE_TRUE -> new YamlNode.Constant(Value.of(true), parser.getText(), range);
      case VALUE_FALSE -> new YamlNode.Constant(Value.of(false), parser.getText(), range);
      case VALUE_NULL -> new YamlNode.Constant(new Value.Null(Type.DYNAMIC), "", range);
      default -> text(range);
    };
  }

  private YamlNode number(SourceRange range) throws IOException {
    if (parser.getText().matches("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)")) {
      return text(range);
    }
    return new YamlNode.Constant(new Value.Num(parser.getDecimalValue()), parser.getText(), range);
  }

  private YamlNode text(SourceRange range) throws IOException {
    String text = parser.getText();
    ScalarOrigin origin =
        ScalarOrigin.of(source, text, range.start().offset(), range.end().offset());
    return new YamlNode.Text(text, origin, range);
  }

  private YamlNode sequence(SourceRange range) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new YamlNode.Sequence(items, range);
  }

  private YamlNode mapping(SourceRange range) throws IOException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, SourceRange> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      SourceRange keyRange = here();
      parser.nextToken();
      YamlNode value = node();
      SourceRange first = seen.putIfAbsent(key, keyRange);
      if (first == null) {
        entries.add(new YamlNode.Entry(key, keyRange, value));
      } else {
        diagnostics.add(
            Diagnostic.error(
                "Duplicate key",
                "The key \""
                    + key
                    + "\" is already at line "
                    + first.start().line()
                    + ". A mapping has each key once.",
                keyRange));
      }
    }
    return new YamlNode.Mapping(entries, range);
  }

  /** Where the current token stands. */
  private SourceRange here() {
    JsonLocation start = parser.currentTokenLocation();
    JsonLocation end = parser.currentLocation();
    int from = source.offset(start.getLineNr(), start.getColumnNr());
    int to = source.offset(end.getLineNr(), end.getColumnNr());
    return source.range(from, Math.max(from, to));
  }
}
