package io.planform.utility.catalogue;

import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema with the values of arguments that a manifest leaves out, and the plan that follows from
 * both.
 */
public record Declaration(Schema schema, Map<String, Value> defaults) {
  private static final Refinement NOT_NULL = new Refinement(true, "", 0, null);

  public Declaration {
    defaults = Map.copyOf(defaults);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * What is declared, defaults, what an object has already; the rest is unknown. A changed argument
   * that cannot change in place asks for a replacement.
   */
  public Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    SequencedMap<String, Value> planned = new LinkedHashMap<>(withDefaults(configuration).values());
    Set<ValuePath> replace = new LinkedHashSet<>();
    for (Attribute attribute : schema.attributes().values()) {
      String name = attribute.name();
      Value value = configuration.get(name);
      if (attribute.isComputed() && value.isNull() && !defaults.containsKey(name)) {
        planned.put(name, prior == null ? unknown(attribute.type()) : prior.get(name));
      }
      if (attribute.change() == Change.REPLACES) {
        replaceIfChanged(name, planned, prior, replace);
      }
    }
    for (Block block : schema.blocks().values()) {
      if (block.change() == Change.REPLACES) {
        replaceIfChanged(block.name(), planned, prior, replace);
      }
    }
    return new Planned(new Value.Obj(planned), replace, List.of());
  }

  private static void replaceIfChanged(
      String name, Map<String, Value> planned, Value.@Nullable Obj prior, Set<ValuePath> replace) {
    if (prior != null && !prior.get(name).equals(planned.get(name))) {
      replace.add(ValuePath.of(name));
    }
  }

  public static Value unknown(Type type) {
    return new Value.Unknown(type, NOT_NULL);
  }

  /** A configuration with the defaults where it says nothing. */
  public Value.Obj withDefaults(Value.Obj configuration) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(configuration.values());
    defaults.forEach(
        (name, value) -> {
          if (configuration.get(name).isNull()) {
            values.put(name, value);
          }
        });
    return new Value.Obj(values);
  }

  /** An object with the defaults, the given values, and null elsewhere. */
  public Value.Obj object(Map<String, Value> given) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    schema
        .type()
        .attributes()
        .forEach((name, type) -> values.put(name, defaults.getOrDefault(name, absent(name, type))));
    values.putAll(given);
    return new Value.Obj(values);
  }

  private Value absent(String name, Type type) {
    boolean isBlock = schema.blocks().containsKey(name);
    return switch (type) {
      case Type.ListType(Type element) when isBlock -> new Value.ListOf(element, List.of());
      case Type.SetType(Type element) when isBlock -> new Value.SetOf(element, List.of());
      default -> new Value.Null(type);
    };
  }

  /** Puts a declaration together, attribute by attribute. */
  public static final class Builder {
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Value> defaults = new LinkedHashMap<>();

    private Builder() {}

    public Builder required(String name, Type type, String description) {
      return add(name, type, Mode.REQUIRED, description);
    }

    public Builder optional(String name, Type type, String description) {
      return add(name, type, Mode.OPTIONAL, description);
    }

    /** An argument that has this value where the manifest says nothing. */
    public Builder defaulted(String name, Value otherwise, String description) {
      defaults.put(name, otherwise);
      return add(name, otherwise.type(), Mode.OPTIONAL_COMPUTED, description);
    }

    public Builder computed(String name, Type type, String description) {
      return add(name, type, Mode.COMPUTED, description);
    }

    public Builder optionalComputed(String name, Type type, String description) {
      return add(name, type, Mode.OPTIONAL_COMPUTED, description);
    }

    private Builder add(String name, Type type, Mode mode, String description) {
      attributes.add(new Attribute(name, type, mode, Change.IN_PLACE, false, description, null));
      return this;
    }

    /** Of the attribute added last. */
    public Builder sensitive() {
      return last(Change.IN_PLACE, true, null);
    }

    /** Says what to use instead of the attribute added last. */
    public Builder deprecated(String instead) {
      return last(Change.IN_PLACE, false, instead);
    }

    /** Of the attribute added last. */
    public Builder replaces() {
      return last(Change.REPLACES, false, null);
    }

    private Builder last(Change change, boolean sensitive, @Nullable String deprecated) {
      Attribute last = attributes.removeLast();
      attributes.add(
          new Attribute(
              last.name(),
              last.type(),
              last.mode(),
              last.change() == Change.REPLACES ? last.change() : change,
              last.sensitive() || sensitive,
              last.description(),
              deprecated == null ? last.deprecated() : deprecated));
      return this;
    }

    public Builder block(Block block) {
      blocks.add(block);
      return this;
    }

    public Declaration build() {
      return new Declaration(Schema.of(attributes, blocks), defaults);
    }
  }
}
