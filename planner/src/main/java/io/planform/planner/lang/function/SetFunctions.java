package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.MARKED;
import static io.planform.spi.value.Type.DYNAMIC;

import io.planform.spi.value.Type;
import io.planform.spi.value.Unification;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sets, and all combinations of elements. */
final class SetFunctions {
  private static final int MAX_COMBINATIONS = 1_000_000;

  private SetFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("setunion")
            .takes("first_set", Type.set(DYNAMIC))
            .takesAny("other_sets", Type.set(DYNAMIC))
            .partial()
            .gives(
                SetFunctions::commonType,
                a -> combined(a, (values, others) -> values.addAll(others))),
        Function.named("setintersection")
            .takes("first_set", Type.set(DYNAMIC))
            .takesAny("other_sets", Type.set(DYNAMIC))
            .gives(
                SetFunctions::commonType,
                a -> combined(a, (values, others) -> values.retainAll(others))),
        Function.named("setsubtract")
            .takes("a", Type.set(DYNAMIC))
            .takes("b", Type.set(DYNAMIC))
            .gives(
                SetFunctions::commonType,
                a -> combined(a, (values, others) -> values.removeAll(others))),
        Function.named("setproduct")
            .takesAny("sets", DYNAMIC, MARKED)
            .partial()
            .gives(SetFunctions::productType, SetFunctions::product));
  }

  /** Empty sets of no particular type do not count. */
  private static Type commonType(Arguments arguments) {
    List<Type> elements = new ArrayList<>();
    for (Value value : arguments.from(0)) {
      Type element = Sequences.elementOrAny(value.type());
      if (element == DYNAMIC && !value.isUnknown() && value.parts().isEmpty()) {
        continue;
      }
      elements.add(element);
    }
    Type common = elements.isEmpty() ? DYNAMIC : Unification.of(elements);
    return common == null
        ? arguments.refuse("given sets must all have compatible element types")
        : Type.set(common);
  }

  private interface Combination {
    boolean apply(Set<Value> values, Set<Value> others);
  }

  private static Value combined(Arguments arguments, Combination combination) {
    Type element = Sequences.elementOrAny(arguments.type());
    Set<Value> values = new LinkedHashSet<>(elements(arguments.value(0), element));
    for (int i = 1; i < arguments.count(); i++) {
      combination.apply(values, new LinkedHashSet<>(elements(arguments.value(i), element)));
    }
    return new Value.SetOf(element, List.copyOf(values));
  }

  private static List<Value> elements(Value value, Type type) {
    List<Value> elements = value.elements();
    return elements == null
        ? List.of()
        : elements.stream().map(element -> Arguments.converted(element, type)).toList();
  }

  private static Type productType(Arguments arguments) {
    if (arguments.count() < 2) {
      return arguments.refuse("at least two arguments are required");
    }
    List<Type> elements = new ArrayList<>();
    boolean ordered = true;
    for (int i = 0; i < arguments.count(); i++) {
      Type type = arguments.typeOf(i);
      ordered &= !(type instanceof Type.SetType);
      Type element =
          switch (type) {
            case Type.ListType(Type of) -> of;
            case Type.SetType(Type of) -> of;
            case Type.TupleType(List<Type> of) -> of.isEmpty() ? DYNAMIC : Unification.of(of);
            case Type.Primitive _, Type.DynamicType _, Type.MapType _, Type.ObjectType _ ->
                arguments.refuse(i, "a set or a list is required");
          };
      if (element == null) {
        return arguments.refuse(i, "all elements must be of the same type");
      }
      elements.add(element);
    }
    Type tuple = new Type.TupleType(elements);
    return ordered ? Type.list(tuple) : Type.set(tuple);
  }

  private static Value product(Arguments arguments) {
    long total = 1;
    for (Value value : arguments.from(0)) {
      if (value.unmarked() instanceof Value.SetOf(_, var parts)
          && parts.size() > 1
          && !value.isWhollyKnown()) {
        return arguments.unknown().marked(arguments.marks());
      }
      total *= value.parts().size();
      if (total > MAX_COMBINATIONS) {
        return arguments.fail("more than " + MAX_COMBINATIONS + " combinations would result");
      }
    }
    Type tuple = Sequences.elementOrAny(arguments.type());
    List<Type> types = tuple instanceof Type.TupleType(List<Type> parts) ? parts : List.of();
    List<List<Value>> columns = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      columns.add(elements(arguments.value(i), types.get(i)));
    }
    List<Value> rows = new ArrayList<>();
    for (long row = 0; row < total; row++) {
      rows.add(row(columns, row, total));
    }
    return Sequences.of(arguments.type(), rows).marked(arguments.marks());
  }

  /** The last column changes fastest. */
  private static Value row(List<List<Value>> columns, long row, long total) {
    List<Value> parts = new ArrayList<>(columns.size());
    long rest = row;
    long block = total;
    for (List<Value> column : columns) {
      block /= column.size();
      parts.add(column.get((int) (rest / block)));
      rest %= block;
    }
    return new Value.Tuple(parts);
  }
}
