package io.planform.planner.lang.function;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists, sets and tuples have in common. */
final class Sequences {
  private Sequences() {}

  static boolean isSequence(Type type) {
    return type instanceof Type.ListType
        || type instanceof Type.SetType
        || type instanceof Type.TupleType;
  }

  /** The type of the elements of a list, set or map; null for other types. */
  static @Nullable Type element(Type type) {
    return switch (type) {
      case Type.ListType(Type element) -> element;
      case Type.SetType(Type element) -> element;
      case Type.MapType(Type element) -> element;
      case Type.Primitive _, Type.DynamicType _, Type.TupleType _, Type.ObjectType _ -> null;
    };
  }

  /** The same, or {@link Type#DYNAMIC}. */
  static Type elementOrAny(Type type) {
    Type element = element(type);
    return element == null ? Type.DYNAMIC : element;
  }

  /** Elements as a value of a list, set or tuple type. */
  static Value of(Type type, List<Value> values) {
    return switch (type) {
      case Type.ListType(Type element) -> new Value.ListOf(element, values);
      case Type.SetType(Type element) -> new Value.SetOf(element, values);
      case Type.Primitive _,
          Type.DynamicType _,
          Type.MapType _,
          Type.TupleType _,
          Type.ObjectType _ ->
          new Value.Tuple(values);
    };
  }
}
