package io.planform.spi.value;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An immutable value. A switch over the variants must decide about {@link Null}, {@link Unknown}
 * and {@link Marked}: forgetting one does not compile.
 */
public sealed interface Value {

  Type type();

  /** Text, in Unicode normal form C. */
  record Str(String value) implements Value {
    public Str {
      value = Normalizer.normalize(value, Normalizer.Form.NFC);
    }

    @Override
    public Type type() {
      return Type.STRING;
    }
  }

  /** Equal by numeric value: {@code 1.0} is {@code 1}, and {@code -0} is {@code 0}. */
  record Num(BigDecimal value) implements Value {
    public Num {
      value = Arithmetic.canonical(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Num(BigDecimal that) && value.compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
      return value.signum() == 0 ? 0 : value.hashCode();
    }

    @Override
    public Type type() {
      return Type.NUMBER;
    }
  }

  record Bool(boolean value) implements Value {
    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  record ListOf(Type element, List<Value> values) implements Value {
    public ListOf {
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return new Type.ListType(element);
    }
  }

  /**
   * Without duplicates, in the order in which a set is iterated: text and numbers ascending, false
   * before true, others by {@link SetOrder}.
   */
  record SetOf(Type element, List<Value> values) implements Value {
    public SetOf {
      values = SetOrder.sorted(values);
    }

    @Override
    public Type type() {
      return new Type.SetType(element);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SetOf that
          && element.equals(that.element)
          && values.size() == that.values.size()
          && Set.copyOf(values).equals(Set.copyOf(that.values));
    }

    @Override
    public int hashCode() {
      return Set.copyOf(values).hashCode();
    }
  }

  /** Keys in lexical order. */
  record MapOf(Type element, Map<String, Value> values) implements Value {
    public MapOf {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    @Override
    public Type type() {
      return new Type.MapType(element);
    }
  }

  record Tuple(List<Value> values) implements Value {
    public Tuple {
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return new Type.TupleType(values.stream().map(Value::type).toList());
    }
  }

  record Obj(SequencedMap<String, Value> values) implements Value {
    public Obj {
      values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    @Override
    public Type type() {
      SequencedMap<String, Type> types = new LinkedHashMap<>();
      values.forEach((name, value) -> types.put(name, value.type()));
      return new Type.ObjectType(types);
    }

    /** The attribute, or null of unknown type where there is none. */
    public Value get(String name) {
      return values.getOrDefault(name, new Null(Type.DYNAMIC));
    }

    public Obj with(String name, Value value) {
      SequencedMap<String, Value> changed = new LinkedHashMap<>(values);
      changed.put(name, value);
      return new Obj(changed);
    }
  }

  record Null(Type type) implements Value {}

  record Unknown(Type type, Refinement refinement) implements Value {
    public Unknown(Type type) {
      this(type, Refinement.NONE);
    }
  }

  /** A value with marks. Never nested in itself; may stand at any depth of a collection. */
  record Marked(Value value, Marks marks) implements Value {
    public Marked {
      if (value instanceof Marked inner) {
        value = inner.value();
        marks = marks.and(inner.marks());
      }
    }

    @Override
    public Type type() {
      return value.type();
    }

    /** Also for what is only ephemeral: it has no place in a log. */
    @Override
    public String toString() {
      return marks.sensitive() ? "(sensitive value)" : "(ephemeral value)";
    }
  }

  static Value of(String text) {
    return new Str(text);
  }

  static Value of(long number) {
    return new Num(BigDecimal.valueOf(number));
  }

  static Value of(boolean bool) {
    return new Bool(bool);
  }

  static Value ofStrings(List<String> texts) {
    return new ListOf(Type.STRING, texts.stream().map(Value::of).collect(Collectors.toList()));
  }

  default boolean isNull() {
    return unmarked() instanceof Null;
  }

  /** Whether this very value is unknown; its parts may be unknown even where it is not. */
  default boolean isUnknown() {
    return unmarked() instanceof Unknown;
  }

  /** Whether this very value is marked as sensitive; its parts may be even where it is not. */
  default boolean isSensitive() {
    return marks().sensitive();
  }

  /** Its own marks, without those of its parts. */
  default Marks marks() {
    return this instanceof Marked(_, Marks marks) ? marks : Marks.NONE;
  }

  /** The marks of it and of all its parts together. */
  default Marks allMarks() {
    Marks all = marks();
    Collection<Value> parts = parts();
    if (parts.isEmpty()) {
      return all;
    }
    for (Value part : parts) {
      all = all.and(part.allMarks());
    }
    return all;
  }

  /** Whether it or one of its parts is marked as sensitive. */
  default boolean containsSensitive() {
    return allMarks().sensitive();
  }

  /** The same value with these marks beside its own. */
  default Value marked(Marks marks) {
    return marks.isNone() ? this : new Marked(this, marks);
  }

  /** The same value, marked as sensitive where the flag says so. */
  default Value sensitiveIf(boolean sensitive) {
    return sensitive ? new Marked(this, Marks.SENSITIVE) : this;
  }

  /** Without its own marks; the parts keep theirs. */
  default Value unmarked() {
    return this instanceof Marked(Value value, _) ? value : this;
  }

  /** Without any mark, at any depth: only for what must have the bare value. */
  default Value revealed() {
    return allMarks().isNone() ? this : unmarked().mapParts(Value::revealed);
  }

  /** Whether it and all its parts are known. */
  default boolean isWhollyKnown() {
    if (isUnknown()) {
      return false;
    }
    for (Value part : parts()) {
      if (!part.isWhollyKnown()) {
        return false;
      }
    }
    return true;
  }

  /** The elements of a list, set or tuple, marked or not; null for any other value. */
  default @Nullable List<Value> elements() {
    return switch (unmarked()) {
      case ListOf(_, List<Value> values) -> values;
      case SetOf(_, List<Value> values) -> values;
      case Tuple(List<Value> values) -> values;
      case Str _, Num _, Bool _, MapOf _, Obj _, Null _, Unknown _, Marked _ -> null;
    };
  }

  /** The entries of a map or object, marked or not; null for any other value. */
  default @Nullable Map<String, Value> entries() {
    return switch (unmarked()) {
      case MapOf(_, Map<String, Value> values) -> values;
      case Obj(SequencedMap<String, Value> values) -> values;
      case Str _, Num _, Bool _, ListOf _, SetOf _, Tuple _, Null _, Unknown _, Marked _ -> null;
    };
  }

  /** Its elements, or the values of its entries; none for a value without parts. */
  default Collection<Value> parts() {
    return switch (unmarked()) {
      case ListOf(_, List<Value> values) -> values;
      case SetOf(_, List<Value> values) -> values;
      case Tuple(List<Value> values) -> values;
      case MapOf(_, Map<String, Value> values) -> values.values();
      case Obj(SequencedMap<String, Value> values) -> values.values();
      case Str _, Num _, Bool _, Null _, Unknown _, Marked _ -> List.of();
    };
  }

  /**
   * The same value with each of its parts replaced.
   *
   * @param change keeps the type of what is part of a list, set or map
   */
  default Value mapParts(UnaryOperator<Value> change) {
    return switch (this) {
      case ListOf(Type element, List<Value> values) ->
          new ListOf(element, values.stream().map(change).toList());
      case SetOf(Type element, List<Value> values) ->
          new SetOf(element, values.stream().map(change).toList());
      case Tuple(List<Value> values) -> new Tuple(values.stream().map(change).toList());
      case MapOf(Type element, Map<String, Value> values) -> {
        Map<String, Value> changed = new TreeMap<>(values);
        changed.replaceAll((_, value) -> change.apply(value));
        yield new MapOf(element, changed);
      }
      case Obj(SequencedMap<String, Value> values) -> {
        SequencedMap<String, Value> changed = new LinkedHashMap<>(values);
        changed.replaceAll((_, value) -> change.apply(value));
        yield new Obj(changed);
      }
      case Marked(Value value, Marks marks) -> value.mapParts(change).marked(marks);
      case Str _, Num _, Bool _, Null _, Unknown _ -> this;
    };
  }
}
