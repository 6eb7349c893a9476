package io.planform.host.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.planform.host.runtime.RuntimeImage.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The runtimes of the API, as {@code catalogue.yaml} beside the recipes names them. */
public final class RuntimeCatalogue {
  private static final Set<String> KEYS =
      Set.of(
          "interpreter",
          "protocol",
          "recipe",
          "image",
          "payload",
          "debian",
          "path",
          "ahead",
          "unavailable");

  private final Map<String, RuntimeEntry> entries;

  private RuntimeCatalogue(Map<String, RuntimeEntry> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /**
   * @param recipes the folder {@code runtimes} of the repository or the distribution
   * @throws RecipeException when the file cannot be read or says what cannot be
   */
  public static RuntimeCatalogue read(Path recipes) {
    Path file = recipes.resolve("catalogue.yaml");
    try {
      return parse(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new RecipeException(
          file + " is not YAML: " + e.getOriginalMessage(), "restore the file");
    } catch (IOException e) {
      throw new RecipeException(
          file + " cannot be read",
          "pass the folder runtimes of the repository or of the distribution as --runtimes");
    }
  }

  static RuntimeCatalogue parse(String yaml) throws JsonProcessingException {
    Map<String, RuntimeEntry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each :
        new YAMLMapper().readTree(yaml).path("runtimes").properties()) {
      entries.put(each.getKey(), entry(each.getKey(), each.getValue()));
    }
    return new RuntimeCatalogue(entries);
  }

  /** All of them, the unavailable too, in the file's order. */
  public Collection<RuntimeEntry> entries() {
    return entries.values();
  }

  public Optional<RuntimeEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private static RuntimeEntry entry(String name, JsonNode node) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw wrong(name, "nobody knows " + String.join(", ", unknown));
    }
    String interpreter = text(name, node, "interpreter");
    String unavailable = optional(node, "unavailable");
    String folder = optional(node, "recipe");
    RecipeArguments recipe =
        folder == null
            ? null
            : new RecipeArguments(
                folder,
                optional(node, "image"),
                optional(node, "payload"),
                optional(node, "debian"),
                optional(node, "path"));
    if (unavailable != null) {
      if (recipe != null) {
        throw wrong(name, "it is unavailable and has a recipe");
      }
      return new RuntimeEntry(name, interpreter, Protocol.MANAGED, null, false, unavailable);
    }
    Protocol protocol = protocol(name, text(name, node, "protocol"));
    if ((recipe == null) != (protocol == Protocol.IMAGE)) {
      throw wrong(name, "it needs a recipe, or the protocol image");
    }
    return new RuntimeEntry(
        name, interpreter, protocol, recipe, node.path("ahead").asBoolean(false), null);
  }

  private static Protocol protocol(String name, String text) {
    for (Protocol each : Protocol.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw wrong(name, "there is no protocol " + text);
  }

  private static String text(String name, JsonNode node, String key) {
    String text = optional(node, key);
    if (text == null) {
      throw wrong(name, key + " is missing");
    }
    return text;
  }

  private static RecipeException wrong(String name, String what) {
    return new RecipeException("the catalogue's " + name + ": " + what, "restore catalogue.yaml");
  }

  private static @Nullable String optional(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).asText() : null;
  }
}
