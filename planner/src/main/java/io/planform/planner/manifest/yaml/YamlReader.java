package io.planform.planner.manifest.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML documents with the place of every key and value. */
final class YamlReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_LENGTH = 512 * 1024 * 1024;

  /** The library's time for a text without a space grows with the square of its length. */
  private static final int MAX_WORD = 1 << 20;

  /** How many nodes the aliases of a file may stand for. */
  private static final long MAX_REPEATED = 1_000_000;

  private static final YAMLFactory FACTORY = factory();

  private final SourceText source;
  private final Diagnostics diagnostics;
  private final YAMLParser parser;
  private final PlainScalar plain;
  private final MergeKeys merges;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private int depth;
  private long repeated;

  private YamlReader(SourceText source, Diagnostics diagnostics, YAMLParser parser) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.parser = parser;
    this.plain = new PlainScalar(diagnostics);
    this.merges = new MergeKeys(diagnostics);
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_LENGTH);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(MAX_LENGTH)
                .maxNumberLength(MAX_LENGTH)
                .maxNameLength(MAX_LENGTH)
                .maxNestingDepth(MAX_DEPTH + 10)
                .build())
        .build();
  }

  /** Ends the reading of a file whose error was reported. */
  private static final class GivenUpException extends IOException {
    private static final long serialVersionUID = 1;

    GivenUpException() {
      super("reported", null);
    }
  }

  /** The documents that are not empty; without those behind a syntax error, which is reported. */
  static List<YamlNode> read(SourceText source, Diagnostics diagnostics) {
    List<YamlNode> documents = new ArrayList<>();
    int control = control(source.text());
    if (control >= 0) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid character",
              "YAML is text; the character U+%04X is none of it."
                  .formatted((int) source.text().charAt(control)),
              source.range(control, control + 1)));
      return documents;
    }
    int word = longWord(source.text());
    if (word >= 0) {
      diagnostics.add(
          Diagnostic.error(
                  "Text too long",
                  "More than " + MAX_WORD + " characters stand here without a space between them.",
                  source.range(word, word + 1))
              .withHint("keep it in a file of its own, and read it with file()"));
      return documents;
    }
    try (YAMLParser parser = FACTORY.createParser(new WholePairs(source.text()))) {
      YamlReader reader = new YamlReader(source, diagnostics, parser);
      while (parser.nextToken() != null) {
        YamlNode document = reader.node();
        if (!(document instanceof YamlNode.Constant(Value.Null _, _, _))) {
          documents.add(document);
        }
        // The anchors of one document are not known in the next.
        reader.anchors.clear();
      }
    } catch (GivenUpException _) {
      return documents;
    } catch (JsonProcessingException e) {
      diagnostics.add(syntaxError(source, e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  /** Where the first character is that YAML does not allow; -1 if there is none. */
  private static int control(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed = c >= ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!allowed || (c >= 0x7f && c < 0xa0 && c != 0x85) || c == 0xfffe || c == 0xffff) {
        return i;
      }
    }
    return -1;
  }

  /** Where more characters begin than the parser can take without a space; -1 if nowhere. */
  private static int longWord(String text) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        start = i + 1;
      } else if (i - start >= MAX_WORD) {
        return start;
      }
    }
    return -1;
  }

  private static Diagnostic syntaxError(SourceText source, JsonProcessingException e) {
    int offset = problemOffset(source, e);
    String problem = sentence(e.getOriginalMessage());
    Diagnostic error =
        Diagnostic.error(
            "Invalid YAML",
            problem,
            source.range(offset, Math.min(offset + 1, source.text().length())));
    if (problem.contains("TAB")) {
      return error.withHint("Indent with spaces: YAML does not take tabs there.");
    }
    if (problem.contains("apping values are not allowed")) {
      return error.withHint("A text with a colon and a space in it stands in quotes.");
    }
    if (offset > 0 && source.text().startsWith("${", offset - 1)) {
      return error.withHint("Between braces and brackets, a text with ${…} stands in quotes.");
    }
    return error;
  }

  private static int problemOffset(SourceText source, JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked) {
      boolean atEnd = marked.getProblemMark().getIndex() >= source.text().length() - 1;
      Mark mark =
          atEnd && marked.getContextMark() != null
              ? marked.getContextMark()
              : marked.getProblemMark();
      return source.offset(mark.getLine() + 1, mark.getColumn() + 1);
    }
    JsonLocation location = e.getLocation();
    return location == null
        ? 0
        : source.offset(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** The parser's problem in a line: it repeats the place and the source after it. */
  private static String sentence(@Nullable String message) {
    String text = message == null ? "the text is not YAML" : message.strip();
    if (text.startsWith("Expected a field name")) {
      return "A key must be text: a list or a mapping cannot be one.";
    }
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
      return alias(parser.getText(), range);
    }
    boolean collection = parser.currentToken().isStructStart();
    // The parser forgets the anchors of scalars, but lets them be part of the scalar.
    String anchor = collection ? parser.getObjectId() : anchor(range);
    if (parser.getTypeId() != null) {
      refuseTag(range);
    }
    if (++depth > MAX_DEPTH) {
      throw tooDeep(range);
    }
    YamlNode node =
        switch (parser.currentToken()) {
          case START_OBJECT -> mapping(range);
          case START_ARRAY -> sequence(range);
          default -> scalar(range);
        };
    depth--;
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private void refuseTag(SourceRange range) {
    int start =
        Math.max(range.start().offset(), source.text().indexOf('!', range.start().offset()));
    diagnostics.add(
        Diagnostic.error(
            "YAML tag",
            "Manifests have no tags: what a value is, its place and its form tell.",
            source.range(start, endOfWord(start))));
  }

  /** The anchor that a scalar begins with; null if it has none. */
  private @Nullable String anchor(SourceRange range) {
    String text = source.text();
    int at = text.indexOf('&', range.start().offset(), contentStart(range));
    return at < 0 ? null : text.substring(at + 1, endOfWord(at));
  }

  private int endOfWord(int start) {
    String text = source.text();
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private GivenUpException tooDeep(SourceRange range) {
    diagnostics.add(
        Diagnostic.error(
            "Nested too deeply",
            "Lists and mappings may be nested " + MAX_DEPTH + " levels deep.",
            range));
    return new GivenUpException();
  }

  private YamlNode alias(String name, SourceRange range) throws GivenUpException {
    YamlNode node = anchors.get(name);
    if (node == null) {
      diagnostics.add(
          Diagnostic.error(
              "Unknown YAML alias",
              "There is no anchor &" + name + " before this alias, or it is around it.",
              range));
      return new YamlNode.Constant(new Value.Null(Type.DYNAMIC), "", range);
    }
    if (depth + node.depth() > MAX_DEPTH) {
      throw tooDeep(range);
    }
    repeated += node.size();
    if (repeated > MAX_REPEATED) {
      diagnostics.add(
          Diagnostic.error(
              "Too many YAML aliases",
              "The aliases of this file stand for more than " + MAX_REPEATED + " values.",
              range));
      throw new GivenUpException();
    }
    return node;
  }

  private YamlNode scalar(SourceRange range) throws IOException {
    String text = parser.getText();
    int start = contentStart(range);
    if (isPlain(start, range.end().offset())) {
      Value value = plain.read(text, range);
      if (value != null) {
        return new YamlNode.Constant(value, text, range);
      }
    }
    return new YamlNode.Text(
        text, new ScalarOrigin(source, text, start, range.end().offset()), range);
  }

  /** Where the scalar itself begins: the parser lets its anchor and its tag be part of it. */
  private int contentStart(SourceRange range) {
    String text = source.text();
    int end = range.end().offset();
    int at = range.start().offset();
    while (at < end && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
      at = endOfWord(at);
      while (at < end && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
    return Math.min(at, end);
  }

  private boolean isPlain(int start, int end) {
    return start >= end
        || switch (source.text().charAt(start)) {
          case '"', '\'', '|', '>' -> false;
          default -> true;
        };
  }

  private YamlNode sequence(SourceRange range) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return YamlNode.Sequence.of(items, range);
  }

  private YamlNode mapping(SourceRange range) throws IOException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    List<YamlNode.Entry> merged = new ArrayList<>();
    Map<String, SourceRange> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      SourceRange keyRange = here();
      int start = contentStart(keyRange);
      String anchor = anchor(keyRange);
      if (anchor != null) {
        anchors.put(anchor, scalar(keyRange));
      }
      parser.nextToken();
      YamlNode value = node();
      YamlNode.Entry entry =
          new YamlNode.Entry(
              key, new ScalarOrigin(source, key, start, keyRange.end().offset()), keyRange, value);
      if (key.equals("<<") && isPlain(start, keyRange.end().offset())) {
        merged.add(entry);
        continue;
      }
      SourceRange first = seen.putIfAbsent(key, keyRange);
      if (first == null) {
        entries.add(entry);
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
    return YamlNode.Mapping.of(merged.isEmpty() ? entries : merges.merge(entries, merged), range);
  }

  /** Where the current token stands. */
  private SourceRange here() {
    int from = offset(parser.currentTokenLocation());
    return source.range(from, Math.max(from, offset(parser.currentLocation())));
  }

  /** The parser does not count a byte order mark. */
  private int offset(JsonLocation location) {
    boolean marked = location.getLineNr() == 1 && source.text().startsWith("\ufeff");
    return source.offset(location.getLineNr(), location.getColumnNr() + (marked ? 1 : 0));
  }
}
