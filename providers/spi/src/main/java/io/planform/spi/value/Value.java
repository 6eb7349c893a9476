package io.planform.spi.value;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An immutable value. A switch over the variants must decide about {@link Null}, {@link Unknown}
 * and {@link Sensitive}: forgetting one does not compile.
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

  /** Equal by numeric value: {@code 1.0} is {@code 1}. */
  record Num(BigDecimal value) implements Value {
    public Num {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
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
   * before true.
   */
  record SetOf(Type element, List<Value> values) implements Value {
    public SetOf {
      values = values.stream().distinct().sorted(ValueOrder.INSTANCE).toList();
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

  /** A value that is not shown. Never nested in itself; may stand at any depth of a collection. */
  record Sensitive(Value value) implements Value {
    public Sensitive {
      if (value instanceof Sensitive inner) {
        value = inner.value();
      }
    }

    @Override
    public Type type() {
      return value.type();
    }

    @Override
    public String toString() {
      return "(sensitive value)";
    }
  }

  /** What is known of an unknown value. */
  record Refinement(boolean notNull, String prefix, int minLength, @Nullable Integer maxLength) {
    public static final Refinement NONE = new Refinement(false, "", 0, null);

    /** What stays true of the value after it was converted to another type. */
    Refinement onlyNullness() {
      return notNull ? new Refinement(true, "", 0, null) : NONE;
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

  /** Without its own sensitive mark; the parts keep theirs. */
  default Value unmarked() {
    return this instanceof Sensitive(Value value) ? value : this;
  }

  /** The same value, marked as sensitive where the flag says so. */
  default Value markedIf(boolean sensitive) {
    return sensitive ? new Sensitive(this) : this;
  }

  /** Whether it and all its parts are known. */
  default boolean isWhollyKnown() {
    return switch (this) {
      case Unknown _ -> false;
      case Sensitive(Value value) -> value.isWhollyKnown();
      case ListOf(_, List<Value> values) -> values.stream().allMatch(Value::isWhollyKnown);
      case SetOf(_, List<Value> values) -> values.stream().allMatch(Value::isWhollyKnown);
      case Tuple(List<Value> values) -> values.stream().allMatch(Value::isWhollyKnown);
      case MapOf(_, Map<String, Value> values) ->
          values.values().stream().allMatch(Value::isWhollyKnown);
      case Obj(SequencedMap<String, Value> values) ->
          values.values().stream().allMatch(Value::isWhollyKnown);
      case Str _, Num _, Bool _, Null _ -> true;
    };
  }

  /** Whether it or one of its parts is marked as sensitive. */
  default boolean containsSensitive() {
    return switch (this) {
      case Sensitive _ -> true;
      case ListOf(_, List<Value> values) -> values.stream().anyMatch(Value::containsSensitive);
      case SetOf(_, List<Value> values) -> values.stream().anyMatch(Value::containsSensitive);
      case Tuple(List<Value> values) -> values.stream().anyMatch(Value::containsSensitive);
      case MapOf(_, Map<String, Value> values) ->
          values.values().stream().anyMatch(Value::containsSensitive);
      case Obj(SequencedMap<String, Value> values) ->
          values.values().stream().anyMatch(Value::containsSensitive);
      case Str _, Num _, Bool _, Null _, Unknown _ -> false;
    };
  }

  /** Without any sensitive mark, at any depth: only for what must have the bare value. */
  default Value revealed() {
    if (!containsSensitive()) {
      return this;
    }
    return switch (this) {
      case Sensitive(Value value) -> value.revealed();
      case ListOf(Type element, List<Value> values) ->
          new ListOf(element, values.stream().map(Value::revealed).toList());
      case SetOf(Type element, List<Value> values) ->
          new SetOf(element, values.stream().map(Value::revealed).toList());
      case Tuple(List<Value> values) -> new Tuple(values.stream().map(Value::revealed).toList());
      case MapOf(Type element, Map<String, Value> values) -> {
        Map<String, Value> plain = new TreeMap<>();
        values.forEach((key, value) -> plain.put(key, value.revealed()));
        yield new MapOf(element, plain);
      }
      case Obj(SequencedMap<String, Value> values) -> {
        SequencedMap<String, Value> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, value.revealed()));
        yield new Obj(plain);
      }
      case Str _, Num _, Bool _, Null _, Unknown _ -> this;
    };
  }
}
