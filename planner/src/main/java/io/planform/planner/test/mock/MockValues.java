package io.planform.planner.test.mock;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Values in place of those that a provider would compute: what a test says, and otherwise something
 * of the right type, the same for the same object in every run.
 */
final class MockValues {
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 8;

  private final String object;
  private final @Nullable Made made;
  private final Diagnostics diagnostics;

  /**
   * @param object names what the values are of
   * @param made null for nothing
   */
  MockValues(String object, @Nullable Made made, Diagnostics diagnostics) {
    this.object = object;
    this.made = made;
    this.diagnostics = diagnostics;
  }

  /** With a value for everything computed that is null or unknown. */
  Value.Obj filled(Value.Obj planned, Schema schema) {
    return filled(planned, schema, made == null ? null : made.values(), "");
  }

  /** With everything computed unknown that is null. */
  static Value.Obj later(Value.Obj planned, Schema schema) {
    return fill(
        planned,
        schema,
        (name, attribute) -> new Value.Unknown(Conversion.concrete(attribute.type())),
        (_, block, element) -> later(element, block.schema()));
  }

  private Value.Obj filled(
      Value.Obj planned, Schema schema, Value.@Nullable Obj given, String path) {
    return fill(
        planned,
        schema,
        (name, attribute) ->
            value(path + name, given == null ? null : part(given, name), attribute),
        (name, block, element) ->
            filled(
                element,
                block.schema(),
                given != null && part(given, name) instanceof Value.Obj inner ? inner : null,
                path + name + "."));
  }

  private static @Nullable Value part(Value.Obj object, String name) {
    return object.values().get(name);
  }

  private interface Attributes {
    Value of(String name, Schema.Attribute attribute);
  }

  private interface Elements {
    Value.Obj of(String name, Schema.Block block, Value.Obj element);
  }

  private static Value.Obj fill(
      Value.Obj planned, Schema schema, Attributes attributes, Elements elements) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(planned.values());
    schema
        .attributes()
        .forEach(
            (name, attribute) -> {
              Value now = planned.get(name);
              if (attribute.isComputed() && (now.isNull() || now.isUnknown())) {
                values.put(name, attributes.of(name, attribute));
              }
            });
    schema
        .blocks()
        .forEach(
            (name, block) -> values.put(name, nested(name, block, planned.get(name), elements)));
    return new Value.Obj(values);
  }

  private static Value nested(String name, Schema.Block block, Value now, Elements elements) {
    return switch (now) {
      case Value.Obj element -> elements.of(name, block, element);
      case Value.ListOf(Type type, List<Value> all) ->
          new Value.ListOf(type, nested(name, block, all, elements));
      case Value.SetOf(Type type, List<Value> all) ->
          new Value.SetOf(type, nested(name, block, all, elements));
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.MapOf _,
          Value.Tuple _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          now;
    };
  }

  private static List<Value> nested(
      String name, Schema.Block block, List<Value> all, Elements elements) {
    List<Value> filled = new ArrayList<>(all.size());
    for (Value each : all) {
      filled.add(each instanceof Value.Obj element ? elements.of(name, block, element) : each);
    }
    return filled;
  }

  private Value value(String path, @Nullable Value given, Schema.Attribute attribute) {
    Type type = Conversion.concrete(attribute.type());
    if (given == null) {
      return any(type, path);
    }
    return switch (Conversion.convert(complete(given, type, path), type)) {
      case Conversion.Converted(Value value) -> value;
      case Conversion.Refused refused -> {
        diagnostics.add(
            Diagnostic.error(
                "Failed to compute attribute",
                "The value for " + path + " does not suit it: " + refused.message() + ".",
                made == null ? null : made.range()));
        yield new Value.Unknown(type);
      }
    };
  }

  /** What a test leaves out of an object is made up too. */
  private Value complete(Value given, Type type, String path) {
    if (!(given instanceof Value.Obj(SequencedMap<String, Value> values))
        || !(type instanceof Type.ObjectType object)) {
      return given;
    }
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    object
        .attributes()
        .forEach(
            (name, part) -> {
              Value said = values.get(name);
              String below = path + "." + name;
              all.put(name, said == null ? any(part, below) : complete(said, part, below));
            });
    return new Value.Obj(all);
  }

  private Value any(Type type, String path) {
    return switch (type) {
      case Type.Primitive primitive ->
          primitive.equals(Type.STRING)
              ? Value.of(word(path))
              : primitive.equals(Type.BOOL)
                  ? new Value.Bool(false)
                  : new Value.Num(BigDecimal.ZERO);
      case Type.ListType(Type element) -> new Value.ListOf(element, List.of());
      case Type.SetType(Type element) -> new Value.SetOf(element, List.of());
      case Type.MapType(Type element) -> new Value.MapOf(element, Map.of());
      case Type.TupleType(List<Type> elements) ->
          new Value.Tuple(elements.stream().map(element -> any(element, path)).toList());
      case Type.ObjectType object -> complete(new Value.Obj(new LinkedHashMap<>()), object, path);
      case Type.DynamicType _ -> new Value.Null(type);
    };
  }

  private String word(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((object + " " + path).getBytes(StandardCharsets.UTF_8));
      StringBuilder word = new StringBuilder();
      for (int at = 0; at < LENGTH; at++) {
        word.append(LETTERS.charAt((digest[at] & 0xff) % LETTERS.length()));
      }
      return word.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
