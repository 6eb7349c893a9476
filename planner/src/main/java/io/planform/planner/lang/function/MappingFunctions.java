package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.MARKED;
import static io.planform.planner.lang.function.Function.Accepts.NULL;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.planner.lang.function.Function.Accepts.UNTYPED;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps and objects. */
final class MappingFunctions {
  private MappingFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("keys")
            .takes("inputMap", DYNAMIC, UNKNOWN, MARKED)
            .partial()
            .gives(MappingFunctions::keysType, MappingFunctions::keys),
        Function.named("values")
            .takes("mapping", DYNAMIC, MARKED)
            .partial()
            .gives(MappingFunctions::valuesType, MappingFunctions::values),
        Function.named("lookup")
            .takes("inputMap", DYNAMIC, UNKNOWN, MARKED)
            .takes("key", STRING, UNKNOWN, MARKED)
            .takesAny("default", DYNAMIC, UNKNOWN, UNTYPED, NULL, MARKED)
            .partial()
            .mayGiveNull()
            .gives(MappingFunctions::lookupType, MappingFunctions::lookup),
        Function.named("merge")
            .takesAny("maps", DYNAMIC, UNTYPED, NULL, MARKED)
            .partial()
            .mayGiveNull()
            .gives(MappingFunctions::mergeType, MappingFunctions::merge),
        Function.named("zipmap")
            .takes("keys", Type.list(STRING), MARKED)
            .takes("values", DYNAMIC, MARKED)
            .partial()
            .gives(MappingFunctions::zipType, MappingFunctions::zip),
        Function.named("transpose")
            .takes("values", Type.map(Type.list(STRING)))
            .gives(Type.map(Type.list(STRING)), MappingFunctions::transpose));
  }

  private static @Nullable List<String> names(Type type) {
    return type instanceof Type.ObjectType object
        ? object.attributes().keySet().stream().sorted().toList()
        : null;
  }

  private static Type keysType(Arguments arguments) {
    List<String> names = names(arguments.typeOf(0));
    if (names != null) {
      return new Type.TupleType(names.stream().map(_ -> STRING).toList());
    }
    return arguments.typeOf(0) instanceof Type.MapType
        ? Type.list(STRING)
        : arguments.refuse(0, "must have map or object type");
  }

  /** The names of an object's attributes are known even where the object is not. */
  private static Value keys(Arguments arguments) {
    List<String> names = names(arguments.typeOf(0));
    if (names == null && arguments.value(0).isUnknown()) {
      return arguments.unknown().marked(arguments.marks());
    }
    List<Value> keys = new ArrayList<>();
    for (String name : names == null ? arguments.entries(0).keySet() : names) {
      keys.add(Value.of(name));
    }
    return Sequences.of(arguments.type(), keys).marked(arguments.marks());
  }

  private static Type valuesType(Arguments arguments) {
    if (arguments.typeOf(0) instanceof Type.ObjectType object) {
      return new Type.TupleType(List.copyOf(new TreeMap<>(object.attributes()).values()));
    }
    return arguments.typeOf(0) instanceof Type.MapType(Type element)
        ? Type.list(element)
        : arguments.refuse("values() requires a map as the first argument");
  }

  private static Value values(Arguments arguments) {
    List<Value> values = List.copyOf(new TreeMap<>(arguments.entries(0)).values());
    return Sequences.of(arguments.type(), values).marked(arguments.marks());
  }

  private static Type lookupType(Arguments arguments) {
    if (arguments.count() > 3) {
      return arguments.refuse("lookup() takes two or three arguments, got " + arguments.count());
    }
    return switch (arguments.typeOf(0)) {
      case Type.ObjectType object -> {
        if (arguments.value(1).isUnknown()) {
          yield DYNAMIC;
        }
        Type attribute = object.attributes().get(arguments.text(1));
        if (attribute != null) {
          yield attribute;
        }
        yield arguments.count() == 3
            ? arguments.typeOf(2)
            : arguments.refuse(
                0, "the given object has no attribute \"" + arguments.text(1) + "\"");
      }
      case Type.MapType(Type element) ->
          arguments.count() == 3
                  && Conversion.convert(arguments.value(2), element) instanceof Conversion.Refused
              ? arguments.refuse(2, "the default value must have the same type as the map elements")
              : element;
      case Type.Primitive _,
          Type.DynamicType _,
          Type.ListType _,
          Type.SetType _,
          Type.TupleType _ ->
          arguments.refuse(0, "lookup() requires a map as the first argument");
    };
  }

  private static Value lookup(Arguments arguments) {
    var marks = arguments.value(0).marks().and(arguments.value(1).marks());
    if (arguments.value(0).isUnknown() || arguments.value(1).isUnknown()) {
      return arguments.unknown().marked(marks);
    }
    Value found = arguments.entries(0).get(arguments.text(1));
    if (found != null) {
      return found.marked(marks);
    }
    return arguments.count() == 3
        ? Arguments.converted(arguments.value(2), arguments.type()).marked(marks)
        : arguments.fail("lookup failed to find key \"" + arguments.text(1) + "\"");
  }

  /** The same type as all arguments, or else an object of all their entries. */
  private static Type mergeType(Arguments arguments) {
    if (arguments.count() == 0) {
      return new Type.ObjectType(new LinkedHashMap<>());
    }
    SequencedMap<String, Type> attributes = new LinkedHashMap<>();
    boolean same = true;
    boolean known = true;
    for (Value value : arguments.from(0)) {
      Type type = value.type();
      if (type == DYNAMIC && value.isNull()) {
        same = false;
        continue;
      }
      same &= type.equals(arguments.typeOf(0));
      if (type == DYNAMIC) {
        return DYNAMIC;
      }
      if (!(type instanceof Type.MapType) && !(type instanceof Type.ObjectType)) {
        return arguments.refuse(
            "arguments must be maps or objects, got \"" + Type.describe(type) + "\"");
      }
      if (type instanceof Type.ObjectType object && !value.isNull()) {
        attributes.putAll(object.attributes());
      } else if (type instanceof Type.MapType(Type element)) {
        known &= !value.isUnknown();
        for (String key : keysOf(value)) {
          attributes.put(key, element);
        }
      }
    }
    if (same) {
      return arguments.typeOf(0);
    }
    return known ? new Type.ObjectType(attributes) : DYNAMIC;
  }

  private static Iterable<String> keysOf(Value value) {
    Map<String, Value> entries = value.entries();
    return entries == null ? List.of() : entries.keySet();
  }

  private static Value merge(Arguments arguments) {
    SequencedMap<String, Value> merged = new LinkedHashMap<>();
    boolean allNull = true;
    for (Value value : arguments.from(0)) {
      Map<String, Value> entries = value.entries();
      if (entries != null) {
        merged.putAll(entries);
      }
      allNull &= value.isNull() && value.type() != DYNAMIC;
    }
    Value result;
    if (allNull && arguments.count() > 0) {
      result = new Value.Null(arguments.type());
    } else {
      result = mapping(arguments.type(), merged);
    }
    return result.marked(arguments.marks());
  }

  private static Value mapping(Type type, SequencedMap<String, Value> entries) {
    return type instanceof Type.MapType(Type element)
        ? new Value.MapOf(element, entries)
        : new Value.Obj(entries);
  }

  private static Type zipType(Arguments arguments) {
    return switch (arguments.typeOf(1)) {
      case Type.ListType(Type element) -> Type.map(element);
      case Type.TupleType(List<Type> types) -> {
        List<Value> keys = arguments.value(0).elements();
        if (keys == null || !arguments.value(0).isWhollyKnown()) {
          yield DYNAMIC;
        }
        if (keys.size() != types.size()) {
          yield arguments.refuse(mismatch(keys.size(), types.size()));
        }
        SequencedMap<String, Type> attributes = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
          if (!(keys.get(i).unmarked() instanceof Value.Str(String key))) {
            yield arguments.refuse("keys list has null value at index " + i);
          }
          attributes.put(key, types.get(i));
        }
        yield new Type.ObjectType(attributes);
      }
      case Type.Primitive _,
          Type.DynamicType _,
          Type.SetType _,
          Type.MapType _,
          Type.ObjectType _ ->
          arguments.refuse("values argument must be a list or tuple value");
    };
  }

  private static String mismatch(int keys, int values) {
    return "number of keys (" + keys + ") does not match number of values (" + values + ")";
  }

  private static Value zip(Arguments arguments) {
    var marks = arguments.marks();
    if (!arguments.value(0).isWhollyKnown()) {
      return arguments.unknown().marked(marks);
    }
    List<Value> keys = arguments.elements(0);
    List<Value> values = arguments.elements(1);
    if (keys.size() != values.size()) {
      return arguments.fail(mismatch(keys.size(), values.size()));
    }
    SequencedMap<String, Value> zipped = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!(keys.get(i).unmarked() instanceof Value.Str(String key))) {
        return arguments.fail("keys list has null value at index " + i);
      }
      marks = marks.and(keys.get(i).marks());
      zipped.put(key, values.get(i));
    }
    return mapping(arguments.type(), zipped).marked(marks);
  }

  private static Value transpose(Arguments arguments) {
    Map<String, List<String>> transposed = new TreeMap<>();
    for (Map.Entry<String, Value> entry : arguments.entries(0).entrySet()) {
      List<Value> elements = entry.getValue().elements();
      if (elements == null) {
        return arguments.fail("the list at key \"" + entry.getKey() + "\" is null");
      }
      for (Value element : elements) {
        if (!(element instanceof Value.Str(String text))) {
          return arguments.fail("a null value cannot become a key");
        }
        transposed.computeIfAbsent(text, _ -> new ArrayList<>()).add(entry.getKey());
      }
    }
    Map<String, Value> values = new TreeMap<>();
    transposed.forEach((key, list) -> values.put(key, Value.ofStrings(list)));
    return new Value.MapOf(Type.list(STRING), values);
  }
}
