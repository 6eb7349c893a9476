package io.planform.spi.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The types that conversions give, as far as types alone can tell. */
final class ResultType {
  private ResultType() {}

  /**
   * The type that converting a value of one type to another gives, {@code any} replaced by what it
   * stands for.
   *
   * @return null if no value of the one type can become one of the other
   */
  static @Nullable Type of(Type from, Type to) {
    if (from.equals(to) || from == Type.DYNAMIC || to == Type.DYNAMIC) {
      return to == Type.DYNAMIC ? from : concrete(to);
    }
    return switch (to) {
      case Type.DynamicType _ -> from;
      case Type.Primitive wanted ->
          from instanceof Type.Primitive && (wanted == Type.STRING || from == Type.STRING)
              ? wanted
              : null;
      case Type.ListType(Type element) -> {
        Type result = elementResult(from, element);
        yield result == null ? null : Type.list(result);
      }
      case Type.SetType(Type element) -> {
        Type result = elementResult(from, element);
        yield result == null ? null : Type.set(result);
      }
      case Type.MapType(Type element) -> {
        Type result = entryResult(from, element);
        yield result == null ? null : Type.map(result);
      }
      case Type.TupleType(List<Type> elements) -> tupleResult(from, elements);
      case Type.ObjectType object -> objectResult(from, object);
    };
  }

  private static @Nullable Type elementResult(Type from, Type element) {
    return switch (from) {
      case Type.ListType(Type have) -> of(have, element);
      case Type.SetType(Type have) -> of(have, element);
      case Type.TupleType(List<Type> have) -> commonResult(have, element);
      case Type.Primitive _, Type.DynamicType _, Type.MapType _, Type.ObjectType _ -> null;
    };
  }

  private static @Nullable Type entryResult(Type from, Type element) {
    return switch (from) {
      case Type.MapType(Type have) -> of(have, element);
      case Type.ObjectType have -> commonResult(have.attributes().values(), element);
      case Type.Primitive _,
          Type.DynamicType _,
          Type.ListType _,
          Type.SetType _,
          Type.TupleType _ ->
          null;
    };
  }

  private static @Nullable Type commonResult(Iterable<Type> have, Type element) {
    List<Type> results = new ArrayList<>();
    for (Type type : have) {
      Type result = of(type, element);
      if (result == null) {
        return null;
      }
      results.add(result);
    }
    return results.isEmpty() ? concrete(element) : Unification.of(results);
  }

  private static @Nullable Type tupleResult(Type from, List<Type> elements) {
    if (!(from instanceof Type.TupleType(List<Type> have)) || have.size() != elements.size()) {
      return null;
    }
    List<Type> results = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Type result = of(have.get(i), elements.get(i));
      if (result == null) {
        return null;
      }
      results.add(result);
    }
    return new Type.TupleType(results);
  }

  private static @Nullable Type objectResult(Type from, Type.ObjectType to) {
    SequencedMap<String, Type> results = new LinkedHashMap<>();
    for (Map.Entry<String, Type> attribute : to.attributes().entrySet()) {
      Type have =
          switch (from) {
            case Type.ObjectType object -> object.attributes().get(attribute.getKey());
            case Type.MapType(Type element) -> element;
            case Type.Primitive _,
                Type.DynamicType _,
                Type.ListType _,
                Type.SetType _,
                Type.TupleType _ ->
                null;
          };
      if (have == null && !to.optional().contains(attribute.getKey())) {
        return null;
      }
      Type result = have == null ? concrete(attribute.getValue()) : of(have, attribute.getValue());
      if (result == null) {
        return null;
      }
      results.put(attribute.getKey(), result);
    }
    return from instanceof Type.ObjectType || from instanceof Type.MapType
        ? new Type.ObjectType(results)
        : null;
  }

  /** The type of values that were converted to a type: nothing in it is optional any more. */
  static Type concrete(Type type) {
    return switch (type) {
      case Type.Primitive _, Type.DynamicType _ -> type;
      case Type.ListType(Type element) -> Type.list(concrete(element));
      case Type.SetType(Type element) -> Type.set(concrete(element));
      case Type.MapType(Type element) -> Type.map(concrete(element));
      case Type.TupleType(List<Type> elements) ->
          new Type.TupleType(elements.stream().map(ResultType::concrete).toList());
      case Type.ObjectType object -> {
        SequencedMap<String, Type> attributes = new LinkedHashMap<>();
        object.attributes().forEach((name, part) -> attributes.put(name, concrete(part)));
        yield new Type.ObjectType(attributes);
      }
    };
  }
}
