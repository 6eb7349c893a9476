package io.planform.planner.lang;

import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates objects and {@code for}: where keys and collections come together. */
final class ForEvaluator {
  private final Evaluator evaluator;

  ForEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * How a loop went.
   *
   * @param unknown it could not be told which elements there are
   */
  record Walk(boolean unknown, Marks marks) {}

  /** Does something for each element; what it answers counts if it is unknown or sensitive. */
  Walk walk(Node.Binding binding, Supplier<Value> each) {
    Node source = binding.collection();
    Value collection = evaluator.evaluate(source);
    Marks marks = collection.marks();
    if (collection.isUnknown() && !(collection.type() instanceof Type.Primitive)) {
      return new Walk(true, marks);
    }
    if (collection.isNull()) {
      evaluator.error(
          "Iteration over null value",
          "A null value has no elements.",
          source.start(),
          source.end());
      return new Walk(true, marks);
    }
    boolean unknown = false;
    List<Value> elements = collection.elements();
    Map<String, Value> entries = collection.entries();
    if (elements != null) {
      boolean set = collection.unmarked() instanceof Value.SetOf;
      for (int i = 0; i < elements.size(); i++) {
        evaluator.bind(binding, set ? elements.get(i) : Value.of(i), elements.get(i));
        Value outcome = each.get();
        unknown |= outcome.isUnknown();
        marks = marks.and(outcome.marks());
      }
    } else if (entries != null) {
      for (Map.Entry<String, Value> entry : new TreeMap<>(entries).entrySet()) {
        evaluator.bind(binding, Value.of(entry.getKey()), entry.getValue());
        Value outcome = each.get();
        unknown |= outcome.isUnknown();
        marks = marks.and(outcome.marks());
      }
    } else {
      evaluator.error(
          "Iteration over non-iterable value",
          "A value of type " + Type.describe(collection.type()) + " has no elements.",
          source.start(),
          source.end());
      return new Walk(true, marks);
    }
    return new Walk(unknown, marks);
  }

  Value tuple(Node.ForTuple loop) {
    List<Value> values = new ArrayList<>();
    Walk walk =
        walk(
            loop.binding(),
            () -> {
              Value included = included(loop.condition());
              if (included.unmarked().equals(Value.of(true))) {
                values.add(evaluator.evaluate(loop.value()));
              }
              return included;
            });
    return walk.unknown()
        ? Evaluator.FAILED.marked(walk.marks())
        : new Value.Tuple(values).marked(walk.marks());
  }

  private Value included(@Nullable Node condition) {
    return condition == null
        ? Value.of(true)
        : evaluator.bool(condition, "Invalid 'for' condition");
  }

  Value object(Node.ForObject loop) {
    Map<String, List<Value>> collected = new TreeMap<>();
    Walk walk =
        walk(
            loop.binding(),
            () -> {
              Value included = included(loop.condition());
              if (!included.unmarked().equals(Value.of(true))) {
                return included;
              }
              Value key = key(loop.key());
              Value value = evaluator.evaluate(loop.value());
              if (key.unmarked() instanceof Value.Str(String name)) {
                List<Value> values = collected.computeIfAbsent(name, _ -> new ArrayList<>());
                if (!values.isEmpty() && !loop.groups()) {
                  return duplicate(name, loop.key());
                }
                values.add(value);
              }
              return key.marked(included.marks());
            });
    if (walk.unknown()) {
      return Evaluator.FAILED.marked(walk.marks());
    }
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    collected.forEach(
        (key, list) -> values.put(key, loop.groups() ? new Value.Tuple(list) : list.getFirst()));
    return new Value.Obj(values).marked(walk.marks());
  }

  private Value duplicate(String name, Node key) {
    return evaluator.error(
        "Duplicate object key",
        "Two items of this 'for' have the key \""
            + name
            + "\". If that is meant, write \"...\" after the value, which groups values by key.",
        key.start(),
        key.end());
  }

  Value object(Node.ObjectOf object) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    boolean unknown = false;
    Marks marks = Marks.NONE;
    for (Node.Item item : object.items()) {
      Value key = written(item.key());
      Value value = evaluator.evaluate(item.value());
      marks = marks.and(key.marks());
      if (key.unmarked() instanceof Value.Str(String name)) {
        values.put(name, value);
      } else {
        unknown = true;
      }
    }
    return (unknown ? Evaluator.FAILED : new Value.Obj(values)).marked(marks);
  }

  /** A bare reference is no key: only what passes providers to a module takes it for one. */
  private Value written(Node key) {
    return key instanceof Node.Outer || key instanceof Node.Local
        ? evaluator.error(
            "Ambiguous attribute key",
            "To use a reference as a key, write it in parentheses; to use the text itself, in"
                + " quotes.",
            key.start(),
            key.end())
        : key(key);
  }

  private Value key(Node node) {
    Value key = evaluator.evaluate(node);
    if (key.isNull()) {
      return evaluator.error(
          "Null value as key", "A null value cannot be used as a key.", node.start(), node.end());
    }
    Value text = Evaluator.converted(key, Type.STRING);
    if (text.isUnknown() || text.unmarked() instanceof Value.Str) {
      return text;
    }
    return evaluator.error(
        "Incorrect key type",
        "A key must be text, not " + Type.describe(key.type()) + ".",
        node.start(),
        node.end());
  }
}
