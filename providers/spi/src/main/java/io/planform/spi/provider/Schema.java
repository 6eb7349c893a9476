package io.planform.spi.provider;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a block may hold. Decoding a body by a schema gives an object with every attribute and every
 * nested block, absent attributes as null, absent blocks as empty collections (or null for {@link
 * Nesting#SINGLE}).
 */
public final class Schema {
  private final SequencedMap<String, Attribute> attributes;
  private final SequencedMap<String, Block> blocks;
  private final int version;
  private final Type.ObjectType type;
  private final Value.Obj absent;

  /**
   * @param version of the stored form; a provider upgrades older ones
   */
  public Schema(
      SequencedMap<String, Attribute> attributes, SequencedMap<String, Block> blocks, int version) {
    this.attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    this.blocks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(blocks));
    this.version = version;
    this.type = type(attributes, blocks);
    this.absent = absent(type, blocks);
  }

  public static Schema of(List<Attribute> attributes, List<Block> blocks) {
    SequencedMap<String, Attribute> byName = new LinkedHashMap<>();
    attributes.forEach(attribute -> byName.put(attribute.name(), attribute));
    SequencedMap<String, Block> blocksByName = new LinkedHashMap<>();
    blocks.forEach(block -> blocksByName.put(block.name(), block));
    return new Schema(byName, blocksByName, 0);
  }

  /** Who sets an attribute. */
  public enum Mode {
    REQUIRED,
    OPTIONAL,
    /** Set by the provider alone. */
    COMPUTED,
    /** Set by the provider where the manifest says nothing. */
    OPTIONAL_COMPUTED
  }

  /** What a changed value asks for. */
  public enum Change {
    IN_PLACE,
    REPLACES,
    /** May not change after creation: an error at plan. */
    FIXED
  }

  /**
   * One argument or attribute.
   *
   * @param sensitive never shown
   * @param deprecated what to use instead; null if it is not deprecated
   */
  public record Attribute(
      String name,
      Type type,
      Mode mode,
      Change change,
      boolean sensitive,
      String description,
      @Nullable String deprecated) {

    public boolean isConfigurable() {
      return mode != Mode.COMPUTED;
    }

    public boolean isComputed() {
      return mode == Mode.COMPUTED || mode == Mode.OPTIONAL_COMPUTED;
    }
  }

  public enum Nesting {
    /** At most one; an object or null. */
    SINGLE,
    LIST,
    SET
  }

  /**
   * A nested block.
   *
   * @param max no more than so many; {@link Integer#MAX_VALUE} for no limit
   */
  public record Block(
      String name, Nesting nesting, int min, int max, Change change, Schema schema) {}

  public SequencedMap<String, Attribute> attributes() {
    return attributes;
  }

  public SequencedMap<String, Block> blocks() {
    return blocks;
  }

  public int version() {
    return version;
  }

  /** The type of a value decoded by this schema: nothing in it is optional. */
  public Type.ObjectType type() {
    return type;
  }

  /** What a body decodes to in which nothing is written. */
  public Value.Obj absent() {
    return absent;
  }

  private static Value.Obj absent(Type.ObjectType type, Map<String, Block> blocks) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    type.attributes()
        .forEach(
            (name, each) -> {
              Block block = blocks.get(name);
              values.put(
                  name,
                  block == null
                      ? new Value.Null(each)
                      : switch (block.nesting()) {
                        case SINGLE -> new Value.Null(each);
                        case LIST -> new Value.ListOf(block.schema().type(), List.of());
                        case SET -> new Value.SetOf(block.schema().type(), List.of());
                      });
            });
    return new Value.Obj(values);
  }

  private static Type.ObjectType type(
      Map<String, Attribute> attributes, Map<String, Block> blocks) {
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    attributes.forEach((name, attribute) -> types.put(name, Conversion.concrete(attribute.type())));
    blocks.forEach(
        (name, block) -> {
          Type nested = block.schema().type();
          types.put(
              name,
              switch (block.nesting()) {
                case SINGLE -> nested;
                case LIST -> Type.list(nested);
                case SET -> Type.set(nested);
              });
        });
    return new Type.ObjectType(types);
  }
}
