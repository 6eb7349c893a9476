package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.SourceSnapshot;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The manifests that a plan was made from. */
final class SourceDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SourceDocument() {}

  static ObjectNode write(SourceSnapshot sources) {
    ObjectNode document = JSON.objectNode();
    ArrayNode modules = document.putArray("modules");
    sources
        .directories()
        .forEach(
            (path, directory) -> {
              ObjectNode module = modules.addObject();
              Fields.texts(path.calls(), module.putArray("path"));
              module.put("directory", directory);
            });
    ObjectNode files = document.putObject("files");
    sources.files().forEach(files::put);
    return document;
  }

  static SourceSnapshot read(JsonNode document) {
    SequencedMap<ModulePath, String> directories = new LinkedHashMap<>();
    for (JsonNode module : document.path("modules")) {
      directories.put(
          new ModulePath(Fields.texts(module.path("path"))), module.path("directory").asText());
    }
    SortedMap<String, String> files = new TreeMap<>();
    document
        .path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
    return new SourceSnapshot(files, directories);
  }
}
