package io.planform.host.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.planform.host.code.CodeDependency;
import io.planform.host.server.Json;
import java.util.List;

/** The column {@code dependencies}: a JSON array. */
final class DependencyColumn {
  private DependencyColumn() {}

  static String write(List<CodeDependency> dependencies) {
    ArrayNode array = Json.array();
    dependencies.forEach(
        dependency ->
            array
                .addObject()
                .put("given", dependency.given())
                .put("version", dependency.version())
                .put("stored", dependency.stored()));
    return array.toString();
  }

  static List<CodeDependency> read(String text) {
    try {
      return Json.read(text)
          .valueStream()
          .map(
              each ->
                  new CodeDependency(
                      each.path("given").asText(),
                      each.path("version").asText(),
                      each.path("stored").asText()))
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored dependencies are not ours", e);
    }
  }
}
