package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Lifecycle;
import io.planform.planner.lang.Reference;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The third way of the comparison: what of a live object a configuration leaves alone. That is what
 * {@code ignore_changes} names, and what neither the manifest now nor the one last applied says
 * anything about: somebody set it elsewhere, and it is shown as drift, never wiped.
 */
final class Undeclared {
  private Undeclared() {}

  /** The top-level arguments and blocks that a decoded configuration says something about. */
  static Set<String> declared(Value.Obj configuration) {
    Set<String> names = new LinkedHashSet<>();
    configuration
        .values()
        .forEach(
            (name, value) -> {
              if (!isAbsent(value)) {
                names.add(name);
              }
            });
    return names;
  }

  private static boolean isAbsent(Value value) {
    return switch (value.unmarked()) {
      case Value.Null _ -> true;
      case Value.ListOf(_, List<Value> values) -> values.isEmpty();
      case Value.SetOf(_, List<Value> values) -> values.isEmpty();
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.MapOf _,
          Value.Tuple _,
          Value.Obj _,
          Value.Unknown _,
          Value.Marked _ ->
          false;
    };
  }

  /** The configuration with what it leaves alone taken from the live object. */
  static Value.Obj keep(
      Value.Obj configuration,
      Value.Obj live,
      Set<String> declaredBefore,
      Lifecycle lifecycle,
      Schema schema) {
    SequencedMap<String, Value> merged = new LinkedHashMap<>(configuration.values());
    for (Map.Entry<String, Value> entry : merged.entrySet()) {
      String name = entry.getKey();
      boolean untouched = isAbsent(entry.getValue()) && !declaredBefore.contains(name);
      if (lifecycle.ignoreAllChanges()
          ? isConfigurable(name, schema)
          : untouched && isOurs(name, schema)) {
        entry.setValue(settable(live.get(name), schema.blocks().get(name), entry.getValue()));
      }
    }
    for (Reference reference : lifecycle.ignoreChanges()) {
      Value mine = merged.get(reference.root());
      if (mine != null) {
        Value theirs = live.get(reference.root());
        merged.put(reference.root(), graft(mine, theirs, steps(reference)));
      }
    }
    return new Value.Obj(merged);
  }

  private static boolean isConfigurable(String name, Schema schema) {
    Schema.Attribute attribute = schema.attributes().get(name);
    return attribute == null ? schema.blocks().containsKey(name) : attribute.isConfigurable();
  }

  /** What the provider may choose itself is its affair: its plan keeps what is there. */
  private static boolean isOurs(String name, Schema schema) {
    Schema.Attribute attribute = schema.attributes().get(name);
    return attribute == null
        ? schema.blocks().containsKey(name)
        : attribute.mode() == Schema.Mode.OPTIONAL;
  }

  /** Live blocks hold computed attributes, which a configuration never does. */
  private static Value settable(Value live, Schema.@Nullable Block block, Value otherwise) {
    if (block == null) {
      return live;
    }
    Schema schema = block.schema();
    return switch (live) {
      case Value.Obj object -> settable(object, schema);
      case Value.ListOf(var element, List<Value> values) ->
          new Value.ListOf(
              element, values.stream().map(each -> settable(each, block, each)).toList());
      case Value.SetOf(var element, List<Value> values) ->
          new Value.SetOf(
              element, values.stream().map(each -> settable(each, block, each)).toList());
      case Value.Marked(Value inner, Marks marks) ->
          settable(inner, block, otherwise).marked(marks);
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.MapOf _,
          Value.Tuple _,
          Value.Null _,
          Value.Unknown _ ->
          otherwise;
    };
  }

  private static Value.Obj settable(Value.Obj object, Schema schema) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(object.values());
    values.replaceAll(
        (name, value) -> {
          Schema.Attribute attribute = schema.attributes().get(name);
          if (attribute != null) {
            return attribute.isConfigurable() ? value : new Value.Null(attribute.type());
          }
          Schema.Block nested = schema.blocks().get(name);
          return nested == null ? value : settable(value, nested, value);
        });
    return new Value.Obj(values);
  }

  private static List<ValuePath.Step> steps(Reference reference) {
    List<ValuePath.Step> steps = new ArrayList<>();
    for (Reference.Step step : reference.steps()) {
      steps.add(
          switch (step) {
            case Reference.Attribute(String name, _) -> new ValuePath.Attribute(name);
            case Reference.Index(Value key, _) ->
                key instanceof Value.Num(BigDecimal number)
                    ? new ValuePath.Index(number.intValue())
                    : new ValuePath.Key(key instanceof Value.Str(String text) ? text : "");
          });
    }
    return steps;
  }

  /** A value with the part at a path taken from another value of the same type. */
  private static Value graft(Value onto, Value from, List<ValuePath.Step> steps) {
    if (steps.isEmpty()) {
      return from;
    }
    // As in Terraform, an index names no part of an object: at the end of a path it stands for all
    // of the object, and before that for nothing.
    if (onto.unmarked() instanceof Value.Obj && steps.getFirst() instanceof ValuePath.Key) {
      return steps.size() == 1 ? from : onto;
    }
    Value part = new ValuePath(steps.subList(0, 1)).in(onto);
    Value theirs = new ValuePath(steps.subList(0, 1)).in(from);
    Value grafted =
        part != null && theirs != null
            ? graft(part, theirs, steps.subList(1, steps.size()))
            : theirs;
    return switch (onto.unmarked()) {
      case Value.Obj object
          when steps.getFirst() instanceof ValuePath.Attribute(String name) && grafted != null ->
          object.with(name, grafted);
      case Value.MapOf(var element, Map<String, Value> values) -> {
        Map<String, Value> changed = new TreeMap<>(values);
        String key =
            switch (steps.getFirst()) {
              case ValuePath.Key(String name) -> name;
              case ValuePath.Attribute(String name) -> name;
              case ValuePath.Index(int index) -> Integer.toString(index);
            };
        if (grafted == null) {
          changed.remove(key);
        } else {
          changed.put(key, grafted);
        }
        yield new Value.MapOf(element, changed);
      }
      case Value.ListOf(var element, List<Value> values)
          when steps.getFirst() instanceof ValuePath.Index(int index)
              && index < values.size()
              && grafted != null -> {
        List<Value> changed = new ArrayList<>(values);
        changed.set(index, grafted);
        yield new Value.ListOf(element, changed);
      }
      default -> onto;
    };
  }
}
