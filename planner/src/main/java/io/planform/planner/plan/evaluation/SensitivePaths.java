package io.planform.planner.plan.evaluation;

import io.planform.spi.provider.Schema;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sensitive marks apart from the values that carry them: providers are given bare values, and what
 * they answer is marked again.
 */
public final class SensitivePaths {
  private SensitivePaths() {}

  /** Where marks are. */
  public static Set<ValuePath> of(Value value) {
    Set<ValuePath> paths = new LinkedHashSet<>();
    if (value.containsSensitive()) {
      collect(value, ValuePath.ROOT, paths);
    }
    return paths;
  }

  private static void collect(Value value, ValuePath path, Set<ValuePath> paths) {
    switch (value) {
      case Value.Marked(Value inner, Marks marks) -> {
        if (marks.sensitive()) {
          paths.add(path);
        } else {
          collect(inner, path, paths);
        }
      }
      case Value.Obj(SequencedMap<String, Value> values) ->
          values.forEach((name, part) -> collect(part, path.attribute(name), paths));
      case Value.MapOf(_, Map<String, Value> values) ->
          values.forEach((key, part) -> collect(part, path.key(key), paths));
      case Value.ListOf(_, List<Value> values) -> collectAll(values, path, paths);
      case Value.Tuple(List<Value> values) -> collectAll(values, path, paths);
      case Value.SetOf set -> {
        if (set.containsSensitive()) {
          paths.add(path);
        }
      }
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _ -> {}
    }
  }

  private static void collectAll(List<Value> values, ValuePath path, Set<ValuePath> paths) {
    for (int index = 0; index < values.size(); index++) {
      collect(values.get(index), path.index(index), paths);
    }
  }

  /** Marks the parts that the schema declares as sensitive and those at the paths. */
  public static Value.Obj mark(Value.Obj object, Schema schema, Collection<ValuePath> paths) {
    Value marked = bySchema(object, schema);
    for (ValuePath path : paths) {
      marked = mark(marked, path.steps());
    }
    return marked instanceof Value.Obj whole ? whole : object;
  }

  private static Value mark(Value value, List<ValuePath.Step> steps) {
    if (steps.isEmpty()) {
      return value.sensitiveIf(true);
    }
    List<ValuePath.Step> rest = steps.subList(1, steps.size());
    return switch (value) {
      case Value.Obj object when steps.getFirst() instanceof ValuePath.Attribute(String name) ->
          object.values().containsKey(name)
              ? object.with(name, mark(object.get(name), rest))
              : object;
      case Value.MapOf(var element, Map<String, Value> values)
          when steps.getFirst() instanceof ValuePath.Key(String key) -> {
        Map<String, Value> changed = new TreeMap<>(values);
        changed.computeIfPresent(key, (_, part) -> mark(part, rest));
        yield new Value.MapOf(element, changed);
      }
      case Value.ListOf(var element, List<Value> values)
          when steps.getFirst() instanceof ValuePath.Index(int index) ->
          new Value.ListOf(element, markAt(values, index, rest));
      case Value.Tuple(List<Value> values)
          when steps.getFirst() instanceof ValuePath.Index(int index) ->
          new Value.Tuple(markAt(values, index, rest));
      // The shape is not what it was: better too much hidden than too little.
      case Value.Obj _, Value.MapOf _, Value.ListOf _, Value.Tuple _, Value.SetOf _ ->
          value.sensitiveIf(true);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Unknown _ -> value.sensitiveIf(true);
      case Value.Marked _, Value.Null _ -> value;
    };
  }

  private static List<Value> markAt(List<Value> values, int index, List<ValuePath.Step> rest) {
    List<Value> changed = new ArrayList<>(values);
    if (index < changed.size()) {
      changed.set(index, mark(changed.get(index), rest));
    }
    return changed;
  }

  private static Value bySchema(Value value, Schema schema) {
    if (!declaresSensitive(schema)) {
      return value;
    }
    return switch (value) {
      case Value.Obj(SequencedMap<String, Value> values) -> {
        SequencedMap<String, Value> marked = new LinkedHashMap<>(values);
        marked.replaceAll((name, part) -> bySchema(part, name, schema));
        yield new Value.Obj(marked);
      }
      case Value.ListOf(var element, List<Value> values) ->
          new Value.ListOf(element, values.stream().map(part -> bySchema(part, schema)).toList());
      case Value.SetOf set -> set.sensitiveIf(true);
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.MapOf _,
          Value.Tuple _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          value;
    };
  }

  private static Value bySchema(Value part, String name, Schema schema) {
    Schema.Attribute attribute = schema.attributes().get(name);
    if (attribute != null) {
      return part.sensitiveIf(attribute.sensitive() && !part.isNull());
    }
    Schema.Block block = schema.blocks().get(name);
    return block == null ? part : bySchema(part, block.schema());
  }

  private static boolean declaresSensitive(Schema schema) {
    return schema.attributes().values().stream().anyMatch(Schema.Attribute::sensitive)
        || schema.blocks().values().stream().anyMatch(block -> declaresSensitive(block.schema()));
  }
}
