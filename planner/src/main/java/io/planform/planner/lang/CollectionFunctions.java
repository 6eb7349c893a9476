package io.planform.planner.lang;

import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists, sets and tuples. */
final class CollectionFunctions {
  private static final int MAX_PRODUCT = 1_000_000;

  private CollectionFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("length")
            .takes("value", DYNAMIC)
            .structural()
            .gives(NUMBER, CollectionFunctions::length),
        Function.named("concat")
            .takesAny("seqs", DYNAMIC)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::concat),
        Function.named("element")
            .takes("list", DYNAMIC)
            .takes("index", NUMBER)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::element),
        Function.named("flatten")
            .takes("list", DYNAMIC)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::flatten),
        Function.named("slice")
            .takes("list", DYNAMIC)
            .takes("start_index", NUMBER)
            .takes("end_index", NUMBER)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::slice),
        Function.named("reverse")
            .takes("list", DYNAMIC)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::reverse),
        Function.named("one")
            .takes("list", DYNAMIC)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::one),
        Function.named("coalesce")
            .takesAnyNullable("vals", DYNAMIC)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::coalesce),
        Function.named("coalescelist")
            .takesAnyNullable("vals", DYNAMIC)
            .structural()
            .gives(DYNAMIC, CollectionFunctions::coalesceList),
        Function.named("contains")
            .takes("list", DYNAMIC)
            .takesNullable("value", DYNAMIC)
            .gives(BOOL, CollectionFunctions::contains),
        Function.named("index")
            .takes("list", DYNAMIC)
            .takes("value", DYNAMIC)
            .gives(NUMBER, CollectionFunctions::index),
        Function.named("distinct")
            .takes("list", Type.list(DYNAMIC))
            .gives(Type.list(DYNAMIC), CollectionFunctions::distinct),
        Function.named("compact")
            .takes("list", Type.list(STRING))
            .gives(Type.list(STRING), CollectionFunctions::compact),
        Function.named("sort")
            .takes("list", Type.list(STRING))
            .gives(Type.list(STRING), CollectionFunctions::sort),
        Function.named("chunklist")
            .takes("list", Type.list(DYNAMIC))
            .takes("size", NUMBER)
            .gives(Type.list(Type.list(DYNAMIC)), CollectionFunctions::chunks),
        Function.named("setproduct")
            .takesAny("sets", DYNAMIC)
            .gives(DYNAMIC, CollectionFunctions::product),
        Function.named("setunion")
            .takes("first_set", Type.set(DYNAMIC))
            .takesAny("other_sets", Type.set(DYNAMIC))
            .gives(Type.set(DYNAMIC), a -> sets(a, (values, others) -> values.addAll(others))),
        Function.named("setintersection")
            .takes("first_set", Type.set(DYNAMIC))
            .takesAny("other_sets", Type.set(DYNAMIC))
            .gives(Type.set(DYNAMIC), a -> sets(a, (values, others) -> values.retainAll(others))),
        Function.named("setsubtract")
            .takes("a", Type.set(DYNAMIC))
            .takes("b", Type.set(DYNAMIC))
            .gives(Type.set(DYNAMIC), a -> sets(a, (values, others) -> values.removeAll(others))),
        Function.named("alltrue")
            .takes("list", Type.list(BOOL))
            .gives(
                BOOL,
                a ->
                    Value.of(
                        a.elements(0).stream().allMatch(value -> value.equals(Value.of(true))))),
        Function.named("anytrue")
            .takes("list", Type.list(BOOL))
            .gives(
                BOOL,
                a ->
                    Value.of(
                        a.elements(0).stream().anyMatch(value -> value.equals(Value.of(true))))));
  }

  private static Value length(Arguments arguments) {
    Value value = arguments.value(0);
    Marks marks = value.marks();
    return switch (value.unmarked()) {
      case Value.Str(String text) -> Value.of(TextFunctions.characters(text).size()).marked(marks);
      case Value.Unknown(Type type, _) ->
          (type instanceof Type.TupleType(List<Type> elements)
                  ? Value.of(elements.size())
                  : new Value.Unknown(NUMBER))
              .marked(marks);
      case Value.SetOf set when !set.isWhollyKnown() -> new Value.Unknown(NUMBER).marked(marks);
      case Value.ListOf(_, List<Value> values) -> Value.of(values.size()).marked(marks);
      case Value.SetOf(_, List<Value> values) -> Value.of(values.size()).marked(marks);
      case Value.Tuple(List<Value> values) -> Value.of(values.size()).marked(marks);
      case Value.MapOf(_, Map<String, Value> values) -> Value.of(values.size()).marked(marks);
      case Value.Obj(var values) -> Value.of(values.size()).marked(marks);
      case Value.Num _, Value.Bool _, Value.Null _, Value.Marked _ ->
          arguments.fail(0, "argument must be a string, a collection type, or a structural type");
    };
  }

  /** What structural functions do with an argument that is unknown as a whole. */
  private static boolean open(Arguments arguments) {
    return arguments.from(0).stream().anyMatch(Value::isUnknown);
  }

  private static Marks marks(Arguments arguments) {
    return arguments.from(0).stream().map(Value::marks).reduce(Marks.NONE, Marks::and);
  }

  private static Value concat(Arguments arguments) {
    if (open(arguments)) {
      return Evaluator.FAILED.marked(marks(arguments));
    }
    List<Value> values = new ArrayList<>();
    boolean lists = arguments.count() > 0;
    for (int i = 0; i < arguments.count(); i++) {
      values.addAll(arguments.elements(i));
      lists &= arguments.value(i).unmarked() instanceof Value.ListOf;
    }
    Value tuple = new Value.Tuple(values);
    return (lists ? Evaluator.converted(tuple, Type.list(DYNAMIC)) : tuple)
        .marked(marks(arguments));
  }

  private static Value element(Arguments arguments) {
    if (open(arguments)) {
      return Evaluator.FAILED.marked(marks(arguments));
    }
    List<Value> values = arguments.elements(0);
    if (!(arguments.value(1).unmarked() instanceof Value.Num(var number)) || number.scale() > 0) {
      return arguments.fail(1, "a whole number is required");
    }
    if (values.isEmpty()) {
      return arguments.fail(0, "cannot use element function with an empty list");
    }
    return values
        .get(Math.floorMod(number.toBigInteger().intValue(), values.size()))
        .marked(marks(arguments));
  }

  private static Value flatten(Arguments arguments) {
    List<Value> flat = new ArrayList<>();
    Marks[] marks = {Marks.NONE};
    arguments.elements(0);
    if (!flatten(arguments.value(0), flat, marks, 0)) {
      return Evaluator.FAILED.marked(marks[0]);
    }
    return new Value.Tuple(flat).marked(marks[0]);
  }

  private static boolean flatten(Value value, List<Value> flat, Marks[] marks, int depth) {
    List<Value> elements = value.elements();
    if (elements != null || value.isUnknown()) {
      marks[0] = marks[0].and(value.marks());
    }
    if (elements == null || depth > Scanner.MAX_DEPTH) {
      flat.add(value);
      return !value.isUnknown() || !(value.type() == DYNAMIC || Steps.isSequence(value.type()));
    }
    boolean known = true;
    for (Value element : elements) {
      known &= flatten(element, flat, marks, depth + 1);
    }
    return known;
  }

  private static Value slice(Arguments arguments) {
    if (open(arguments)) {
      return Evaluator.FAILED.marked(marks(arguments));
    }
    List<Value> values = arguments.elements(0);
    int start = whole(arguments.value(1));
    int end = whole(arguments.value(2));
    if (start < 0 || start > end) {
      return arguments.fail(1, "the start index must be at least 0 and at most the end index");
    }
    if (end > values.size()) {
      return arguments.fail(
          2, "the end index must not be beyond the list's length, which is " + values.size());
    }
    return like(arguments.value(0), values.subList(start, end)).marked(marks(arguments));
  }

  private static int whole(Value value) {
    return value.unmarked() instanceof Value.Num(var number) && number.scale() <= 0
        ? number.intValue()
        : -1;
  }

  private static Value reverse(Arguments arguments) {
    if (open(arguments)) {
      return Evaluator.FAILED.marked(marks(arguments));
    }
    return like(arguments.value(0), arguments.elements(0).reversed()).marked(marks(arguments));
  }

  /** A list where there was a list, else a tuple. */
  private static Value like(Value sample, List<Value> values) {
    return switch (sample.unmarked()) {
      case Value.ListOf(Type element, _) -> new Value.ListOf(element, values);
      case Value.SetOf(Type element, _) -> new Value.ListOf(element, values);
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          new Value.Tuple(values);
    };
  }

  private static Value one(Arguments arguments) {
    if (open(arguments)) {
      return Evaluator.FAILED.marked(marks(arguments));
    }
    List<Value> values = arguments.elements(0);
    if (values.size() > 1) {
      return arguments.fail(
          0, "must be a list, set, or tuple value with either zero or one elements");
    }
    return (values.isEmpty() ? new Value.Null(DYNAMIC) : values.getFirst())
        .marked(marks(arguments));
  }

  private static Value coalesce(Arguments arguments) {
    Marks marks = Marks.NONE;
    for (Value value : arguments.from(0)) {
      marks = marks.and(value.marks());
      if (value.isUnknown()) {
        return new Value.Unknown(value.type()).marked(marks);
      }
      if (!value.isNull() && !value.unmarked().equals(Value.of(""))) {
        return value.marked(marks);
      }
    }
    return arguments.fail("no non-null, non-empty-string arguments");
  }

  private static Value coalesceList(Arguments arguments) {
    Marks marks = Marks.NONE;
    for (int i = 0; i < arguments.count(); i++) {
      Value value = arguments.value(i);
      marks = marks.and(value.marks());
      if (value.isUnknown()) {
        return Evaluator.FAILED.marked(marks);
      }
      if (!value.isNull() && !arguments.elements(i).isEmpty()) {
        return value.marked(marks);
      }
    }
    return arguments.fail("no non-empty list among the arguments");
  }

  private static Value contains(Arguments arguments) {
    return Value.of(position(arguments) >= 0);
  }

  private static Value index(Arguments arguments) {
    int position = position(arguments);
    return position < 0 ? arguments.fail("item not found") : Value.of(position);
  }

  private static int position(Arguments arguments) {
    List<Value> elements = arguments.elements(0);
    Value wanted = arguments.value(1);
    Value alike =
        elements.isEmpty() ? wanted : Evaluator.converted(wanted, elements.getFirst().type());
    int position = elements.indexOf(wanted);
    return position >= 0 ? position : elements.indexOf(alike);
  }

  private static Value distinct(Arguments arguments) {
    return like(arguments.value(0), List.copyOf(new LinkedHashSet<>(arguments.elements(0))));
  }

  private static Value compact(Arguments arguments) {
    return like(
        arguments.value(0),
        arguments.elements(0).stream()
            .filter(value -> !value.isNull() && !value.equals(Value.of("")))
            .toList());
  }

  private static Value sort(Arguments arguments) {
    List<String> texts = new ArrayList<>();
    for (Value value : arguments.elements(0)) {
      if (!(value instanceof Value.Str(String text))) {
        return arguments.fail(0, "a null value cannot be sorted");
      }
      texts.add(text);
    }
    return Value.ofStrings(texts.stream().sorted().toList());
  }

  private static Value chunks(Arguments arguments) {
    int size = arguments.integer(1);
    List<Value> values = arguments.elements(0);
    if (size < 0 || (size == 0 && !values.isEmpty() && arguments.number(1).signum() < 0)) {
      return arguments.fail(1, "the size must not be negative");
    }
    Type type = arguments.value(0).type();
    int step = size == 0 ? Math.max(1, values.size()) : size;
    List<Value> chunks = new ArrayList<>();
    for (int at = 0; at < values.size(); at += step) {
      chunks.add(
          like(
              arguments.value(0),
              values.subList(at, (int) Math.min(values.size(), (long) at + step))));
    }
    return new Value.ListOf(type, chunks);
  }

  private static Value product(Arguments arguments) {
    if (arguments.count() < 2) {
      return arguments.fail("at least two collections are required");
    }
    List<List<Value>> rows = List.of(List.of());
    boolean sets = true;
    for (int i = 0; i < arguments.count(); i++) {
      List<Value> elements = arguments.elements(i);
      sets &= arguments.value(i) instanceof Value.SetOf;
      if ((long) rows.size() * elements.size() > MAX_PRODUCT) {
        return arguments.fail("more than " + MAX_PRODUCT + " combinations would result");
      }
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> row : rows) {
        for (Value element : elements) {
          List<Value> extended = new ArrayList<>(row);
          extended.add(element);
          longer.add(extended);
        }
      }
      rows = longer;
    }
    List<Value> tuples = new ArrayList<>();
    rows.forEach(row -> tuples.add(new Value.Tuple(row)));
    return Evaluator.converted(
        new Value.Tuple(tuples), sets ? Type.set(DYNAMIC) : Type.list(DYNAMIC));
  }

  private interface Combination {
    boolean apply(Set<Value> values, Collection<Value> others);
  }

  private static Value sets(Arguments arguments, Combination combination) {
    Set<Value> values = new LinkedHashSet<>(arguments.elements(0));
    for (int i = 1; i < arguments.count(); i++) {
      combination.apply(values, arguments.elements(i));
    }
    return Evaluator.converted(new Value.Tuple(List.copyOf(values)), Type.set(DYNAMIC));
  }
}
