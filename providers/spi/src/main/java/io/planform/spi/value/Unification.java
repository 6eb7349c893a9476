package io.planform.spi.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The common type of several values, as the arms of a conditional and the elements of a list need
 * one: only conversions that never fail are counted on.
 */
public final class Unification {
  private Unification() {}

  /**
   * @return the type that values of all the given types can be converted to; {@link Type#DYNAMIC}
   *     if one of them is not known yet and the others are not all primitive; null if there is none
   */
  public static @Nullable Type of(Collection<? extends Type> all) {
    List<Type> types = new ArrayList<>(new LinkedHashSet<>(all));
    if (types.size() == 1) {
      return types.getFirst();
    }
    if (types.isEmpty()) {
      return Type.DYNAMIC;
    }
    if (types.remove(Type.DYNAMIC)) {
      return types.stream().allMatch(Type.Primitive.class::isInstance) ? of(types) : Type.DYNAMIC;
    }
    if (types.stream().allMatch(Type.Primitive.class::isInstance)) {
      return types.contains(Type.STRING) ? Type.STRING : null;
    }
    if (types.stream().allMatch(Unification::isSequence)) {
      return sequence(types);
    }
    if (types.stream().allMatch(Unification::isMapping)) {
      return mapping(types);
    }
    return null;
  }

  private static boolean isSequence(Type type) {
    return type instanceof Type.ListType
        || type instanceof Type.TupleType
        || type instanceof Type.SetType;
  }

  private static boolean isMapping(Type type) {
    return type instanceof Type.MapType || type instanceof Type.ObjectType;
  }

  private static @Nullable Type sequence(List<Type> types) {
    if (types.stream().allMatch(Type.TupleType.class::isInstance)) {
      Type tuple = tuple(types);
      if (tuple != null) {
        return tuple;
      }
    }
    List<Type> elements = new ArrayList<>();
    for (Type type : types) {
      switch (type) {
        case Type.ListType(Type element) -> elements.add(element);
        case Type.SetType(Type element) -> elements.add(element);
        case Type.TupleType(List<Type> parts) -> elements.addAll(parts);
        case Type.Primitive _, Type.DynamicType _, Type.MapType _, Type.ObjectType _ -> {}
      }
    }
    Type element = of(elements);
    if (element == null) {
      return null;
    }
    return types.stream().anyMatch(Type.ListType.class::isInstance)
            || types.stream().noneMatch(Type.SetType.class::isInstance)
        ? Type.list(element)
        : Type.set(element);
  }

  private static @Nullable Type tuple(List<Type> types) {
    int size = ((Type.TupleType) types.getFirst()).elements().size();
    if (types.stream().anyMatch(type -> ((Type.TupleType) type).elements().size() != size)) {
      return null;
    }
    List<Type> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Type> column = new ArrayList<>();
      for (Type type : types) {
        column.add(((Type.TupleType) type).elements().get(i));
      }
      Type element = of(column);
      if (element == null) {
        return null;
      }
      elements.add(element);
    }
    return new Type.TupleType(elements);
  }

  private static @Nullable Type mapping(List<Type> types) {
    if (types.stream().allMatch(Type.ObjectType.class::isInstance)) {
      Type object = object(types);
      if (object != null) {
        return object;
      }
    }
    List<Type> elements = new ArrayList<>();
    for (Type type : types) {
      switch (type) {
        case Type.MapType(Type element) -> elements.add(element);
        case Type.ObjectType object -> elements.addAll(object.attributes().values());
        case Type.Primitive _,
            Type.DynamicType _,
            Type.ListType _,
            Type.SetType _,
            Type.TupleType _ -> {}
      }
    }
    Type element = of(elements);
    return element == null ? null : Type.map(element);
  }

  private static @Nullable Type object(List<Type> types) {
    Type.ObjectType first = (Type.ObjectType) types.getFirst();
    if (types.stream()
        .anyMatch(
            type ->
                !((Type.ObjectType) type)
                    .attributes()
                    .keySet()
                    .equals(first.attributes().keySet()))) {
      return null;
    }
    SequencedMap<String, Type> attributes = new LinkedHashMap<>();
    for (String name : first.attributes().keySet()) {
      List<Type> column = new ArrayList<>();
      for (Type type : types) {
        column.add(((Type.ObjectType) type).attributes().getOrDefault(name, Type.DYNAMIC));
      }
      Type attribute = of(column);
      if (attribute == null) {
        return null;
      }
      attributes.put(name, attribute);
    }
    return new Type.ObjectType(attributes);
  }
}
