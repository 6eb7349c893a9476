package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;

/** Errors that a plan holds. */
final class DiagnosticDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DiagnosticDocument() {}

  static ObjectNode write(Diagnostic diagnostic) {
    ObjectNode document = JSON.objectNode();
    document.put("summary", diagnostic.summary());
    document.put("detail", diagnostic.detail());
    document.put("hint", diagnostic.hint());
    SourceRange range = diagnostic.range();
    if (range != null) {
      document.put("file", range.file());
      position(range.start(), document.putArray("start"));
      position(range.end(), document.putArray("end"));
    }
    return document;
  }

  private static void position(SourcePosition position, ArrayNode numbers) {
    numbers.add(position.offset()).add(position.line()).add(position.column());
  }

  static Diagnostic read(JsonNode document) {
    SourceRange range = null;
    if (document.hasNonNull("file")) {
      range =
          new SourceRange(
              document.path("file").asText(),
              position(document.path("start")),
              position(document.path("end")));
    }
    Diagnostic diagnostic =
        Diagnostic.error(
            document.path("summary").asText(), document.path("detail").asText(), range);
    return document.hasNonNull("hint")
        ? diagnostic.withHint(document.path("hint").asText())
        : diagnostic;
  }

  private static SourcePosition position(JsonNode numbers) {
    return new SourcePosition(
        numbers.path(0).intValue(), numbers.path(1).intValue(), numbers.path(2).intValue());
  }
}
