package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes diagnostics as {@code terraform validate -json} does (format 1.0). Offsets count bytes of
 * UTF-8; a hint ends the detail.
 */
public final class DiagnosticJson {
  private static final String FORMAT_VERSION = "1.0";

  private final Map<String, SourceText> sources;
  private final Context context;

  /** For each file the offsets at which its lines begin, as far as they were asked for. */
  private final Map<String, List<Integer>> lineStarts = new HashMap<>();

  /** Names the block that a place is in, as its header is written; null where it is in none. */
  @FunctionalInterface
  public interface Context {
    @Nullable String of(SourceText source, SourceRange range);
  }

  /**
   * @param sources by the file names that ranges have
   */
  public DiagnosticJson(Map<String, SourceText> sources, Context context) {
    this.sources = sources;
    this.context = context;
  }

  /** The whole answer of a validation. */
  public String validation(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format_version", FORMAT_VERSION);
    document.put("valid", errors == 0);
    document.put("error_count", errors);
    document.put("warning_count", diagnostics.size() - errors);
    ArrayNode all = document.putArray("diagnostics");
    diagnostics.forEach(one -> write(one, all.addObject()));
    return document.toPrettyString();
  }

  /** One of them. */
  public ObjectNode document(Diagnostic diagnostic) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    write(diagnostic, document);
    return document;
  }

  private void write(Diagnostic diagnostic, ObjectNode document) {
    String hint = diagnostic.hint();
    document.put("severity", diagnostic.isError() ? "error" : "warning");
    document.put("summary", diagnostic.summary());
    document.put("detail", diagnostic.detail() + (hint == null ? "" : "\n\nHint: " + hint));
    SourceRange range = diagnostic.range();
    if (range != null) {
      ObjectNode place = document.putObject("range");
      place.put("filename", range.file());
      write(range.file(), range.start(), place.putObject("start"));
      write(range.file(), range.end(), place.putObject("end"));
      snippet(range, document);
    }
  }

  private void write(String file, SourcePosition position, ObjectNode document) {
    SourceText source = sources.get(file);
    document.put("line", position.line());
    document.put("column", position.column());
    document.put(
        "byte",
        source == null
            ? position.offset()
            : lineStart(source, position.line()) + bytesBefore(source, position));
  }

  private void snippet(SourceRange range, ObjectNode document) {
    SourceText source = sources.get(range.file());
    if (source == null) {
      return;
    }
    StringBuilder code = new StringBuilder();
    int lastLineStart = 0;
    for (int number = range.start().line(); number <= range.end().line(); number++) {
      if (number > range.start().line()) {
        lastLineStart = bytes(code.append('\n'));
      }
      code.append(source.line(number));
    }
    ObjectNode snippet = document.putObject("snippet");
    snippet.put("context", context.of(source, range));
    snippet.put("code", code.toString());
    snippet.put("start_line", range.start().line());
    snippet.put("highlight_start_offset", bytesBefore(source, range.start()));
    snippet.put("highlight_end_offset", lastLineStart + bytesBefore(source, range.end()));
    snippet.putArray("values");
  }

  private int lineStart(SourceText source, int number) {
    List<Integer> starts =
        lineStarts.computeIfAbsent(source.file(), _ -> new ArrayList<>(List.of(0)));
    while (starts.size() < number) {
      int line = starts.size();
      String whole = source.text().substring(source.offset(line, 1), source.offset(line + 1, 1));
      starts.add(starts.getLast() + bytes(whole));
    }
    return starts.get(number - 1);
  }

  private static int bytesBefore(SourceText source, SourcePosition position) {
    int start = source.offset(position.line(), 1);
    int end = source.offset(position.line(), position.column());
    return bytes(source.text().substring(start, end));
  }

  private static int bytes(CharSequence text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8).length;
  }
}
