package io.planform.host.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The templates that come with the host. */
final class FunctionTemplates {
  private FunctionTemplates() {}

  static List<FunctionTemplate> all() {
    try {
      return Json.read(text("templates.json"))
          .valueStream()
          .map(FunctionTemplates::template)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FunctionTemplate template(JsonNode node) {
    try {
      return new FunctionTemplate(
          node.path("name").asText(),
          node.path("title").asText(),
          node.path("description").asText(),
          node.path("runtime").asText(),
          node.path("handler").asText(),
          text(node.path("file").asText()),
          node.path("scene").asText(),
          node.path("service").asText(),
          node.path("input").asText(),
          node.path("output").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream in = FunctionTemplates.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("%s is not in the jar".formatted(file));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
