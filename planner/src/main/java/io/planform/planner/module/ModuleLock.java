package io.planform.planner.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code .planform.lock.json}, which belongs under version control: what each source led to when it
 * was fetched first, so that everybody gets the same.
 */
final class ModuleLock {
  static final String FILE = ".planform.lock.json";

  /**
   * @param version of a registry's module; null for others
   * @param location what the registry said; null for others
   * @param revision the commit of a repository, or the SHA-256 of an archive
   */
  record Entry(@Nullable String version, @Nullable String location, String revision) {}

  private final Path file;
  private final Map<String, Entry> entries = new TreeMap<>();

  private ModuleLock(Path file) {
    this.file = file;
  }

  static ModuleLock of(Path root) throws FetchException {
    ModuleLock lock = new ModuleLock(root.resolve(FILE));
    if (Files.exists(lock.file)) {
      try {
        JsonNode modules = new ObjectMapper().readTree(lock.file.toFile()).path("modules");
        for (Map.Entry<String, JsonNode> each : modules.properties()) {
          lock.entries.put(each.getKey(), entry(each.getValue()));
        }
      } catch (IOException e) {
        throw new FetchException("The file " + FILE + " cannot be read: " + reason(e));
      }
    }
    return lock;
  }

  private static String reason(IOException failure) {
    return failure instanceof JsonProcessingException malformed
        ? malformed.getOriginalMessage()
        : String.valueOf(failure.getMessage());
  }

  private static Entry entry(JsonNode json) throws FetchException {
    if (!json.path("revision").isTextual()) {
      throw new FetchException("The file " + FILE + " has an entry without a revision.");
    }
    return new Entry(
        json.path("version").textValue(),
        json.path("location").textValue(),
        json.path("revision").asText());
  }

  @Nullable Entry get(String key) {
    return entries.get(key);
  }

  /** Records an entry durably; the file is replaced whole or not at all. */
  void put(String key, Entry entry) throws FetchException {
    if (entry.equals(entries.put(key, entry))) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode document = mapper.createObjectNode();
    ObjectNode modules = document.putObject("modules");
    entries.forEach(
        (name, each) -> {
          ObjectNode json = modules.putObject(name);
          if (each.version() != null) {
            json.put("version", each.version());
          }
          if (each.location() != null) {
            json.put("location", each.location());
          }
          json.put("revision", each.revision());
        });
    try {
      Path draft = file.resolveSibling(FILE + ".draft");
      Files.writeString(draft, mapper.writeValueAsString(document) + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FetchException("The file " + FILE + " cannot be written: " + e.getMessage());
    }
  }
}
