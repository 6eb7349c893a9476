package io.planform.planner.manifest.yaml;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of manifests in YAML (draft 7, which editors understand best): the sections of
 * the full form, the table of the short forms, and the providers' resource types. It checks less
 * than the planner does: any value may be a text with {@code ${…}} in it.
 */
final class ManifestSchema {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode root = MAPPER.createObjectNode();
  private final Map<ObjectNode, String> shared = new LinkedHashMap<>();
  private final Collection<Provider> providers;

  private ManifestSchema(Collection<Provider> providers) {
    this.providers = providers;
  }

  static String of(Collection<Provider> providers) throws IOException {
    return MAPPER.writeValueAsString(new ManifestSchema(providers).write()) + "\n";
  }

  private ObjectNode write() {
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Planform manifest");
    root.put("type", "object");
    ObjectNode sections = root.putObject("properties");
    Section.ALL.forEach((name, section) -> sections.set(name, section(section)));
    ShortForms.table().forEach((name, form) -> sections.set(name, each(form)));
    root.putObject("patternProperties").set("^x-", MAPPER.createObjectNode());
    root.put("additionalProperties", false);
    ObjectNode definitions = root.putObject("definitions");
    shared.forEach((node, name) -> definitions.set(name, node));
    return root;
  }

  /** A node that stands once, however often it is needed. */
  private ObjectNode shared(ObjectNode node) {
    String name = shared.computeIfAbsent(node, _ -> "d" + (shared.size() + 1));
    return MAPPER.createObjectNode().put("$ref", "#/definitions/" + name);
  }

  /** A mapping, or a list of such. */
  private ObjectNode oneOrMany(ObjectNode node) {
    ObjectNode one = shared(node);
    ObjectNode many = MAPPER.createObjectNode().put("type", "array");
    many.set("items", one.deepCopy());
    return either(one, many);
  }

  private ObjectNode section(Section section) {
    ObjectNode node =
        switch (section.block()) {
          case "resource" -> types(section.form(), Provider::resourceTypes);
          case "data" -> types(section.form(), Provider::dataSources);
          case "ephemeral" -> types(section.form(), Provider::ephemeralTypes);
          default -> labelled(section.form(), section.form().labels(), true);
        };
    if (section.repeats()) {
      node = either(node, MAPPER.createObjectNode().put("type", "array"));
    }
    if (section.pairs() != null) {
      node = either(node, mapOf(MAPPER.createObjectNode()));
    }
    return node.put("description", section.description());
  }

  private interface Types {
    Map<String, Schema> of(Provider provider);
  }

  private ObjectNode types(BlockForm form, Types types) {
    ObjectNode node = MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = node.putObject("properties");
    SequencedMap<String, Schema> sorted = new LinkedHashMap<>();
    providers.stream()
        .flatMap(provider -> types.of(provider).entrySet().stream())
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    sorted.forEach(
        (type, schema) -> {
          ObjectNode body = body(schema);
          ObjectNode inner = (ObjectNode) body.get("properties");
          meta(form).properties().forEach(one -> inner.set(one.getKey(), one.getValue()));
          body.put("additionalProperties", false);
          properties.set(type, mapOf(body));
        });
    node.set("additionalProperties", labelled(form, 1, false));
    return node;
  }

  private static ObjectNode mapOf(ObjectNode value) {
    ObjectNode node = MAPPER.createObjectNode().put("type", "object");
    node.set("additionalProperties", value);
    return node;
  }

  private static ObjectNode either(ObjectNode... nodes) {
    ObjectNode node = MAPPER.createObjectNode();
    node.putArray("anyOf").addAll(List.of(nodes));
    return node;
  }

  /** What a block has by the language, below as many labels. */
  private ObjectNode labelled(BlockForm form, int labels, boolean nullable) {
    if (labels > 0) {
      return mapOf(labelled(form, labels - 1, nullable));
    }
    ObjectNode node = MAPPER.createObjectNode();
    if (nullable) {
      node.putArray("type").add("object").add("array").add("null");
    } else {
      node.put("type", "object");
    }
    node.set("properties", meta(form));
    return node;
  }

  private ObjectNode meta(BlockForm form) {
    ObjectNode properties = MAPPER.createObjectNode();
    new TreeMap<>(form.code())
        .forEach(
            (name, code) ->
                properties.set(
                    name, code == BlockForm.Code.EXPRESSION ? any() : MAPPER.createObjectNode()));
    new TreeMap<>(form.blocks())
        .forEach(
            (name, block) -> {
              ObjectNode one = labelled(block, block.labels(), true);
              properties.set(name, shared(oneOrMany(one)));
            });
    return sorted(properties);
  }

  private static ObjectNode sorted(ObjectNode node) {
    ObjectNode sorted = MAPPER.createObjectNode();
    node.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> sorted.set(one.getKey(), one.getValue()));
    return sorted;
  }

  private static ObjectNode any() {
    return MAPPER.createObjectNode();
  }

  private ObjectNode body(Schema schema) {
    ObjectNode node = MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = node.putObject("properties");
    schema.attributes().values().stream()
        .filter(Schema.Attribute::isConfigurable)
        .forEach(
            attribute -> {
              ObjectNode value = value(attribute.type());
              properties.set(
                  attribute.name(),
                  attribute.description().isEmpty()
                      ? shared(value)
                      : value.put("description", attribute.description()));
            });
    schema
        .blocks()
        .forEach(
            (name, block) -> {
              ObjectNode one = body(block.schema()).put("additionalProperties", false);
              properties.set(name, oneOrMany(one));
            });
    properties.set("dynamic", any());
    return node;
  }

  private static ObjectNode value(Type type) {
    return switch (type) {
      case Type.Primitive primitive -> {
        ObjectNode node = MAPPER.createObjectNode();
        var types = node.putArray("type");
        if (primitive == Type.NUMBER) {
          types.add("number");
        } else if (primitive == Type.BOOL) {
          types.add("boolean");
        } else {
          types.add("string").add("number").add("boolean").add("null");
          yield node;
        }
        types.add("string").add("null");
        yield node;
      }
      case Type.ListType list -> collection(value(list.element()));
      case Type.SetType set -> collection(value(set.element()));
      case Type.MapType map -> {
        ObjectNode node = MAPPER.createObjectNode();
        node.putArray("type").add("object").add("string").add("null");
        node.set("additionalProperties", value(map.element()));
        yield node;
      }
      default -> any();
    };
  }

  private static ObjectNode collection(ObjectNode items) {
    ObjectNode node = MAPPER.createObjectNode();
    node.putArray("type").add("array").add("string").add("null");
    node.set("items", items);
    return node;
  }

  /** The entries of a short form. */
  private ObjectNode each(ShortForm form) {
    ObjectNode one = form.variants().isEmpty() ? entry(form, null) : variants(form);
    ObjectNode node =
        switch (form.each()) {
          case ONE -> one;
          case NAMED -> mapOf(one);
          case LIST -> oneOrMany(one);
        };
    return form.description().isEmpty() ? node : node.put("description", form.description());
  }

  private ObjectNode variants(ShortForm form) {
    ObjectNode node = MAPPER.createObjectNode();
    var all = node.putArray("oneOf");
    form.variants().forEach((type, one) -> all.add(entry(form.variant(one), type)));
    return node;
  }

  private ObjectNode entry(ShortForm form, @Nullable String type) {
    ObjectNode node = MAPPER.createObjectNode();
    var types = node.putArray("type").add("object");
    if (!form.scalar().isEmpty()) {
      types.add("string").add("array");
    }
    if (type == null) {
      types.add("null");
    }
    if (!form.description().isEmpty()) {
      node.put("description", form.description());
    }
    ObjectNode properties = node.putObject("properties");
    if (type != null) {
      properties.putObject("type").putArray("enum").add(type).add(type.toUpperCase(Locale.ROOT));
      node.putArray("required").add("type");
    }
    form.keys().forEach((name, key) -> properties.set(name, key(key)));
    if (form.target() != null) {
      ObjectNode meta = meta(BlockForm.RESOURCE);
      meta.properties().forEach(one -> properties.set(one.getKey(), one.getValue()));
    }
    return node.put("additionalProperties", false);
  }

  private ObjectNode key(ShortForm.Key key) {
    ShortForm form = key.form();
    ObjectNode node = form == null ? written(key.type()) : each(form);
    return key.description().isEmpty() ? shared(node) : node.put("description", key.description());
  }

  /** A type as the table writes it. */
  private static ObjectNode written(String type) {
    return switch (type) {
      case "string" -> value(Type.STRING);
      case "number" -> value(Type.NUMBER);
      case "bool" -> value(Type.BOOL);
      case "map(string)" -> value(Type.map(Type.STRING));
      case "map(number)" -> value(Type.map(Type.NUMBER));
      case "list(string)", "set(string)" -> value(Type.list(Type.STRING));
      default -> any();
    };
  }
}
