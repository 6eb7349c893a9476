package io.planform.spi.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** The type of a value, as Terraform's type system has them. */
public sealed interface Type {
  Type STRING = Primitive.STRING;
  Type NUMBER = Primitive.NUMBER;
  Type BOOL = Primitive.BOOL;

  /** The type of a null or unknown value of which nothing else is known; {@code any}. */
  Type DYNAMIC = new DynamicType();

  static Type list(Type element) {
    return new ListType(element);
  }

  static Type set(Type element) {
    return new SetType(element);
  }

  static Type map(Type element) {
    return new MapType(element);
  }

  enum Primitive implements Type {
    STRING,
    NUMBER,
    BOOL
  }

  record DynamicType() implements Type {}

  record ListType(Type element) implements Type {}

  record SetType(Type element) implements Type {}

  record MapType(Type element) implements Type {}

  record TupleType(List<Type> elements) implements Type {
    public TupleType {
      elements = List.copyOf(elements);
    }
  }

  /**
   * @param optional names that a value converted to this type may lack
   */
  record ObjectType(SequencedMap<String, Type> attributes, SequencedSet<String> optional)
      implements Type {
    public ObjectType {
      attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
      optional = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(optional));
    }

    public ObjectType(Map<String, Type> attributes) {
      this(new LinkedHashMap<>(attributes), new LinkedHashSet<>());
    }
  }

  /** Whether a part of a type is not known. */
  static boolean hasDynamic(Type type) {
    return switch (type) {
      case Primitive _ -> false;
      case DynamicType _ -> true;
      case ListType(Type element) -> hasDynamic(element);
      case SetType(Type element) -> hasDynamic(element);
      case MapType(Type element) -> hasDynamic(element);
      case TupleType(List<Type> elements) -> elements.stream().anyMatch(Type::hasDynamic);
      case ObjectType object -> object.attributes().values().stream().anyMatch(Type::hasDynamic);
    };
  }

  /** As a type is named in a sentence: {@code list of string}. */
  static String describe(Type type) {
    return switch (type) {
      case Primitive.STRING -> "string";
      case Primitive.NUMBER -> "number";
      case Primitive.BOOL -> "bool";
      case DynamicType() -> "any type";
      case ListType(Type element) -> "list of " + describe(element);
      case SetType(Type element) -> "set of " + describe(element);
      case MapType(Type element) -> "map of " + describe(element);
      case TupleType _ -> "tuple";
      case ObjectType _ -> "object";
    };
  }
}
