package io.planform.planner.lang;

import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Maps and objects. */
final class MappingFunctions {
  private MappingFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("keys")
            .takes("inputMap", DYNAMIC)
            .structural()
            .gives(DYNAMIC, MappingFunctions::keys),
        Function.named("values")
            .takes("mapping", DYNAMIC)
            .structural()
            .gives(DYNAMIC, MappingFunctions::values),
        Function.named("lookup")
            .takes("inputMap", DYNAMIC)
            .takes("key", STRING)
            .takesAnyNullable("default", DYNAMIC)
            .structural()
            .gives(DYNAMIC, MappingFunctions::lookup),
        Function.named("merge")
            .takesAnyNullable("maps", DYNAMIC)
            .structural()
            .gives(DYNAMIC, MappingFunctions::merge),
        Function.named("zipmap")
            .takes("keys", Type.list(STRING))
            .takes("values", DYNAMIC)
            .partial()
            .gives(DYNAMIC, MappingFunctions::zip),
        Function.named("transpose")
            .takes("values", Type.map(Type.list(STRING)))
            .gives(Type.map(Type.list(STRING)), MappingFunctions::transpose),
        Function.named("matchkeys")
            .takes("values", Type.list(DYNAMIC))
            .takes("keys", Type.list(DYNAMIC))
            .takes("searchset", Type.list(DYNAMIC))
            .gives(Type.list(DYNAMIC), MappingFunctions::matchKeys));
  }

  private static Value keys(Arguments arguments) {
    Value mapping = arguments.value(0);
    Marks marks = mapping.marks();
    if (mapping.unmarked() instanceof Value.Unknown(Type type, _)) {
      return new Value.Unknown(type instanceof Type.MapType ? Type.list(STRING) : DYNAMIC)
          .marked(marks);
    }
    List<Value> keys = new ArrayList<>();
    arguments.entries(0).keySet().stream().sorted().forEach(key -> keys.add(Value.of(key)));
    return (mapping.unmarked() instanceof Value.MapOf
            ? new Value.ListOf(STRING, keys)
            : new Value.Tuple(keys))
        .marked(marks);
  }

  private static Value values(Arguments arguments) {
    Value mapping = arguments.value(0);
    Marks marks = mapping.marks();
    if (mapping.unmarked() instanceof Value.Unknown(Type type, _)) {
      return new Value.Unknown(
              type instanceof Type.MapType(Type element) ? Type.list(element) : DYNAMIC)
          .marked(marks);
    }
    List<Value> values = List.copyOf(new TreeMap<>(arguments.entries(0)).values());
    return (mapping.unmarked() instanceof Value.MapOf(Type element, _)
            ? new Value.ListOf(element, values)
            : new Value.Tuple(values))
        .marked(marks);
  }

  private static Value lookup(Arguments arguments) {
    if (arguments.count() > 3) {
      return arguments.fail("one default value at the most is expected");
    }
    Value mapping = arguments.value(0);
    Value key = arguments.value(1);
    Marks marks = mapping.marks().and(key.marks());
    if (mapping.isUnknown() || key.isUnknown()) {
      return Evaluator.FAILED.marked(marks);
    }
    Value found =
        key.unmarked() instanceof Value.Str(String name) ? arguments.entries(0).get(name) : null;
    if (found != null) {
      return found.marked(marks);
    }
    if (arguments.count() < 3) {
      return arguments.fail(1, "the map has no such element, and there is no default value");
    }
    Value fallback = arguments.value(2);
    return (mapping.unmarked() instanceof Value.MapOf(Type element, _)
            ? Evaluator.converted(fallback, element)
            : fallback)
        .marked(marks);
  }

  private static Value merge(Arguments arguments) {
    Marks marks = Marks.NONE;
    boolean unknown = false;
    boolean maps = true;
    SequencedMap<String, Value> merged = new LinkedHashMap<>();
    for (int i = 0; i < arguments.count(); i++) {
      Value value = arguments.value(i);
      marks = marks.and(value.marks());
      if (value.isUnknown()) {
        unknown = true;
      } else if (!value.isNull()) {
        maps &= value.unmarked() instanceof Value.MapOf;
        merged.putAll(arguments.entries(i));
      }
    }
    if (unknown) {
      return Evaluator.FAILED.marked(marks);
    }
    Value object = new Value.Obj(merged);
    return (maps && !merged.isEmpty() ? Evaluator.converted(object, Type.map(DYNAMIC)) : object)
        .marked(marks);
  }

  private static Value zip(Arguments arguments) {
    List<Value> keys = arguments.elements(0);
    List<Value> values = arguments.elements(1);
    if (keys.size() != values.size()) {
      return arguments.fail("there are " + keys.size() + " keys and " + values.size() + " values");
    }
    SequencedMap<String, Value> zipped = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).isUnknown()) {
        return Evaluator.FAILED;
      }
      if (!(keys.get(i) instanceof Value.Str(String key))) {
        return arguments.fail(0, "a key must not be null");
      }
      zipped.put(key, values.get(i));
    }
    return arguments.value(1) instanceof Value.ListOf(Type element, _)
        ? new Value.MapOf(element, zipped)
        : new Value.Obj(zipped);
  }

  private static Value transpose(Arguments arguments) {
    Map<String, List<String>> transposed = new TreeMap<>();
    for (Map.Entry<String, Value> entry : new TreeMap<>(arguments.entries(0)).entrySet()) {
      List<Value> elements = entry.getValue().elements();
      for (Value element : elements == null ? List.<Value>of() : elements) {
        if (!(element instanceof Value.Str(String text))) {
          return arguments.fail(0, "a null value cannot become a key");
        }
        transposed.computeIfAbsent(text, _ -> new ArrayList<>()).add(entry.getKey());
      }
    }
    Map<String, Value> values = new TreeMap<>();
    transposed.forEach((key, list) -> values.put(key, Value.ofStrings(list)));
    return new Value.MapOf(Type.list(STRING), values);
  }

  private static Value matchKeys(Arguments arguments) {
    List<Value> values = arguments.elements(0);
    List<Value> keys = arguments.elements(1);
    List<Value> wanted = arguments.elements(2);
    if (values.size() != keys.size()) {
      return arguments.fail("values and keys must be of the same length");
    }
    List<Value> matched = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (wanted.contains(keys.get(i))) {
        matched.add(values.get(i));
      }
    }
    return arguments.value(0) instanceof Value.ListOf(Type element, _)
        ? new Value.ListOf(element, matched)
        : new Value.Tuple(matched);
  }
}
