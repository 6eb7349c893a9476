package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.NULL;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.planner.lang.function.Function.Accepts.UNTYPED;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.NUMBER;

import io.planform.spi.value.Equality;
import io.planform.spi.value.Type;
import io.planform.spi.value.Unification;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What looks through values: for the first, the only one, all of a kind. */
final class SearchFunctions {
  private SearchFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("alltrue")
            .takes("list", Type.list(BOOL))
            .partial()
            .gives(BOOL, SearchFunctions::allTrue),
        Function.named("anytrue")
            .takes("list", Type.list(BOOL))
            .partial()
            .gives(BOOL, SearchFunctions::anyTrue),
        Function.named("coalesce")
            .takesAny("vals", DYNAMIC, UNKNOWN, UNTYPED, NULL)
            .partial()
            .gives(SearchFunctions::coalesceType, SearchFunctions::coalesce),
        Function.named("coalescelist")
            .takesAny("vals", DYNAMIC, UNKNOWN, UNTYPED, NULL)
            .partial()
            .gives(SearchFunctions::coalesceListType, SearchFunctions::coalesceList),
        Function.named("contains")
            .takes("list", DYNAMIC)
            .takes("value", DYNAMIC)
            .partial()
            .gives(BOOL, SearchFunctions::contains),
        Function.named("index")
            .takes("list", DYNAMIC)
            .takes("value", DYNAMIC)
            .partial()
            .gives(NUMBER, SearchFunctions::index),
        Function.named("one")
            .takes("list", DYNAMIC)
            .partial()
            .mayGiveNull()
            .gives(SearchFunctions::oneType, SearchFunctions::one),
        Function.named("matchkeys")
            .takes("values", Type.list(DYNAMIC))
            .takes("keys", Type.list(DYNAMIC))
            .takes("searchset", Type.list(DYNAMIC))
            .partial()
            .gives(SearchFunctions::matchKeysType, SearchFunctions::matchKeys));
  }

  private static Value allTrue(Arguments arguments) {
    for (Value value : arguments.elements(0)) {
      if (value.isUnknown()) {
        return arguments.unknown();
      }
      if (!value.equals(Value.of(true))) {
        return Value.of(false);
      }
    }
    return Value.of(true);
  }

  private static Value anyTrue(Arguments arguments) {
    boolean open = false;
    for (Value value : arguments.elements(0)) {
      open |= value.isUnknown();
      if (value.equals(Value.of(true))) {
        return value;
      }
    }
    return open ? arguments.unknown() : Value.of(false);
  }

  private static Type coalesceType(Arguments arguments) {
    if (arguments.count() == 0) {
      return arguments.refuse("at least one argument is required");
    }
    List<Type> types = new ArrayList<>();
    for (Value value : arguments.from(0)) {
      if (!value.isNull() || value.type() != DYNAMIC) {
        types.add(value.type());
      }
    }
    Type common = Unification.of(types);
    return common == null ? arguments.refuse("all arguments must have the same type") : common;
  }

  private static Value coalesce(Arguments arguments) {
    for (Value value : arguments.from(0)) {
      Value alike = Arguments.converted(value, arguments.type());
      if (alike.isUnknown()) {
        return arguments.unknown();
      }
      if (!alike.isNull() && !alike.equals(Value.of(""))) {
        return alike;
      }
    }
    return arguments.fail("no non-null, non-empty-string arguments");
  }

  private static Type coalesceListType(Arguments arguments) {
    if (arguments.count() == 0) {
      return arguments.refuse("at least one argument is required");
    }
    Type first = arguments.typeOf(0);
    boolean same = true;
    for (Value value : arguments.from(0)) {
      if (value.isUnknown()) {
        return DYNAMIC;
      }
      if (!(value.type() instanceof Type.ListType) && !(value.type() instanceof Type.TupleType)) {
        return arguments.refuse("coalescelist arguments must be lists or tuples");
      }
      same &= value.type().equals(first);
    }
    return same ? first : DYNAMIC;
  }

  private static Value coalesceList(Arguments arguments) {
    for (Value value : arguments.from(0)) {
      if (value.isUnknown()) {
        return arguments.unknown();
      }
      List<Value> elements = value.elements();
      if (elements != null && !elements.isEmpty()) {
        return value;
      }
    }
    return arguments.fail("no non-null arguments");
  }

  private static Value contains(Arguments arguments) {
    if (!Sequences.isSequence(arguments.typeOf(0))) {
      return arguments.fail("argument must be list, tuple, or set");
    }
    boolean open = false;
    for (Value element : arguments.elements(0)) {
      switch (Equality.of(element, arguments.value(1))) {
        case EQUAL -> {
          return Value.of(true);
        }
        case OPEN -> open = true;
        case DIFFERENT -> {}
      }
    }
    return open ? arguments.unknown() : Value.of(false);
  }

  private static Value index(Arguments arguments) {
    if (!(arguments.typeOf(0) instanceof Type.ListType)
        && !(arguments.typeOf(0) instanceof Type.TupleType)) {
      return arguments.fail("argument must be a list or tuple");
    }
    List<Value> elements = arguments.elements(0);
    if (elements.isEmpty()) {
      return arguments.fail("cannot search an empty list");
    }
    for (int i = 0; i < elements.size(); i++) {
      switch (Equality.of(elements.get(i), arguments.value(1))) {
        case EQUAL -> {
          return Value.of(i);
        }
        case OPEN -> {
          return arguments.unknown();
        }
        case DIFFERENT -> {}
      }
    }
    return arguments.fail("item not found");
  }

  private static Type oneType(Arguments arguments) {
    return switch (arguments.typeOf(0)) {
      case Type.ListType(Type element) -> element;
      case Type.SetType(Type element) -> element;
      case Type.TupleType(List<Type> elements) when elements.isEmpty() -> DYNAMIC;
      case Type.TupleType(List<Type> elements) when elements.size() == 1 -> elements.getFirst();
      case Type.Primitive _,
          Type.DynamicType _,
          Type.MapType _,
          Type.TupleType _,
          Type.ObjectType _ ->
          notOne(arguments).type();
    };
  }

  private static Value notOne(Arguments arguments) {
    return arguments.fail(
        0, "must be a list, set, or tuple value with either zero or one elements");
  }

  private static Value one(Arguments arguments) {
    List<Value> values = arguments.elements(0);
    return switch (values.size()) {
      case 0 -> new Value.Null(arguments.type());
      case 1 -> values.getFirst();
      default ->
          arguments.value(0) instanceof Value.SetOf && !arguments.value(0).isWhollyKnown()
              ? arguments.unknown()
              : notOne(arguments);
    };
  }

  private static Type matchKeysType(Arguments arguments) {
    return Unification.of(List.of(arguments.typeOf(1), arguments.typeOf(2))) == null
        ? arguments.refuse("keys and searchset must be of the same type")
        : arguments.typeOf(0);
  }

  private static Value matchKeys(Arguments arguments) {
    List<Value> values = arguments.elements(0);
    if (values.size() != arguments.elements(1).size()) {
      return arguments.fail("length of keys and values should be equal");
    }
    Type common = Unification.of(List.of(arguments.typeOf(1), arguments.typeOf(2)));
    Type type = common == null ? DYNAMIC : common;
    List<Value> keys = elements(Arguments.converted(arguments.value(1), type));
    Set<Value> wanted = new HashSet<>(elements(Arguments.converted(arguments.value(2), type)));
    boolean known =
        arguments.value(0).isWhollyKnown()
            && arguments.value(1).isWhollyKnown()
            && arguments.value(2).isWhollyKnown();
    if (!known && !wanted.isEmpty()) {
      return arguments.unknown();
    }
    List<Value> matched = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (wanted.contains(keys.get(i))) {
        matched.add(values.get(i));
      }
    }
    return Sequences.of(arguments.type(), matched);
  }

  private static List<Value> elements(Value value) {
    List<Value> elements = value.elements();
    return elements == null ? List.of() : elements;
  }
}
