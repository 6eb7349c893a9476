package io.planform.planner.manifest.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads {@code short-forms.yaml}, the table of the short forms. */
final class ShortFormTable {
  private static final String RESOURCE = "short-forms.yaml";

  private ShortFormTable() {}

  /** The forms by section. */
  static SequencedMap<String, ShortForm> read() {
    try (InputStream input = ShortFormTable.class.getResourceAsStream(RESOURCE)) {
      Object tree =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(Objects.requireNonNull(input, RESOURCE));
      return map(new YAMLMapper().<JsonNode>valueToTree(tree), ShortFormTable::form);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ShortForm form(JsonNode node) {
    String type = text(node, "type");
    SequencedMap<String, ShortForm.Key> keys = new LinkedHashMap<>();
    node.path("keys")
        .properties()
        .forEach(e -> keys.put(e.getKey(), key(e.getKey(), e.getValue())));
    node.path("arguments")
        .properties()
        .forEach(e -> keys.putIfAbsent(e.getKey(), argument(e.getKey(), e.getValue().asText())));
    return new ShortForm(
        text(node, "description"),
        type.isEmpty()
            ? null
            : new ShortForm.Target(
                node.path("block").asText("resource"), type, node.path("name").asText("{key}")),
        ShortForm.Each.valueOf(node.path("each").asText("named").toUpperCase(Locale.ROOT)),
        text(node, "named"),
        text(node, "scalar"),
        text(node, "document"),
        map(node.path("defaults"), JsonNode::asText),
        map(node.path("always"), JsonNode::asText),
        keys,
        map(node.path("variants"), ShortFormTable::form));
  }

  private static ShortForm.Key key(String name, JsonNode node) {
    List<String> unset =
        StreamSupport.stream(node.path("unset").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    return new ShortForm.Key(
        text(node, "description"),
        node.path("argument").asText(name),
        ShortForm.Kind.valueOf(node.path("kind").asText("value").toUpperCase(Locale.ROOT)),
        text(node, "type"),
        map(node.path("refer"), JsonNode::asText),
        text(node, "declared"),
        map(node.path("set"), JsonNode::asText),
        map(node.path("outside"), JsonNode::asText),
        unset,
        node.path("beside").asBoolean(),
        text(node, "within"),
        nested(node.path("form")));
  }

  private static @Nullable ShortForm nested(JsonNode node) {
    return node.isMissingNode() ? null : form(node);
  }

  private static ShortForm.Key argument(String name, String type) {
    return new ShortForm.Key(
        "",
        name,
        ShortForm.Kind.VALUE,
        type,
        Map.of(),
        "",
        Map.of(),
        Map.of(),
        List.of(),
        false,
        "",
        null);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }

  private static <T> SequencedMap<String, T> map(JsonNode node, Function<JsonNode, T> value) {
    SequencedMap<String, T> map = new LinkedHashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), value.apply(e.getValue())));
    return map;
  }
}
