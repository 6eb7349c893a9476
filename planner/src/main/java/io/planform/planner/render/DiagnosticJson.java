package io.planform.planner.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes diagnostics as {@code terraform validate -json} does (format 1.0). Offsets count bytes of
 * UTF-8. A snippet's {@code context} is always null; a hint ends the detail.
 */
public final class DiagnosticJson {
  private static final String FORMAT_VERSION = "1.0";

  private final SourceLines sources;

  /** For each file the offsets at which its lines begin, as far as they were asked for. */
  private final Map<String, List<Integer>> lineStarts = new HashMap<>();

  public DiagnosticJson(SourceLines sources) {
    this.sources = sources;
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
    document.put("line", position.line());
    document.put("column", position.column());
    document.put("byte", lineStart(file, position.line()) + bytesBefore(file, position));
  }

  private void snippet(SourceRange range, ObjectNode document) {
    StringBuilder code = new StringBuilder();
    int lastLineStart = 0;
    for (int number = range.start().line(); number <= range.end().line(); number++) {
      String line = sources.line(range.file(), number);
      if (line == null) {
        break;
      }
      lastLineStart = bytes(code);
      code.append(number == range.start().line() ? "" : "\n").append(line);
      lastLineStart += number == range.start().line() ? 0 : 1;
    }
    if (code.isEmpty()) {
      return;
    }
    ObjectNode snippet = document.putObject("snippet");
    snippet.putNull("context");
    snippet.put("code", code.toString());
    snippet.put("start_line", range.start().line());
    snippet.put("highlight_start_offset", bytesBefore(range.file(), range.start()));
    snippet.put("highlight_end_offset", lastLineStart + bytesBefore(range.file(), range.end()));
    snippet.putArray("values");
  }

  private int lineStart(String file, int number) {
    List<Integer> starts = lineStarts.computeIfAbsent(file, _ -> new ArrayList<>(List.of(0)));
    while (starts.size() < number) {
      String line = sources.line(file, starts.size());
      starts.add(starts.getLast() + (line == null ? 0 : bytes(line) + 1));
    }
    return starts.get(number - 1);
  }

  private int bytesBefore(String file, SourcePosition position) {
    String line = sources.line(file, position.line());
    return line == null ? 0 : bytes(before(line, position.column()));
  }

  private static String before(String line, int column) {
    int points = Math.min(column - 1, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, points));
  }

  private static int bytes(CharSequence text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8).length;
  }
}
