package io.planform.spi.value;

import java.util.Iterator;
import java.util.List;

/** Whether two values without marks are equal, where a part of them may be unknown. */
public enum Equality {
  EQUAL,
  DIFFERENT,
  OPEN;

  public static Equality of(Value left, Value right) {
    if (left instanceof Value.Null || right instanceof Value.Null) {
      return ofNull(left, right);
    }
    if (left instanceof Value.Unknown unknown) {
      return right instanceof Value.Unknown ? OPEN : ofUnknown(unknown, right);
    }
    if (right instanceof Value.Unknown unknown) {
      return ofUnknown(unknown, left);
    }
    if (left.isWhollyKnown() && right.isWhollyKnown()) {
      return left.equals(right) ? EQUAL : DIFFERENT;
    }
    return mayBeAlike(left.type(), right.type()) && haveOneLength(left, right) ? OPEN : DIFFERENT;
  }

  private static Equality ofNull(Value left, Value right) {
    if (left instanceof Value.Null && right instanceof Value.Null) {
      return EQUAL;
    }
    Value other = left instanceof Value.Null ? right : left;
    return other instanceof Value.Unknown(_, Refinement refinement) && !refinement.notNull()
        ? OPEN
        : DIFFERENT;
  }

  private static Equality ofUnknown(Value.Unknown unknown, Value known) {
    if (Type.hasDynamic(unknown.type())) {
      return OPEN;
    }
    return unknown.type().equals(known.type()) && unknown.refinement().admits(known)
        ? OPEN
        : DIFFERENT;
  }

  private static boolean haveOneLength(Value left, Value right) {
    return !(left instanceof Value.ListOf)
        || left.parts().size() == right.parts().size()
        || Type.hasDynamic(left.type())
        || Type.hasDynamic(right.type());
  }

  private static boolean mayBeAlike(Type left, Type right) {
    if (left == Type.DYNAMIC || right == Type.DYNAMIC) {
      return true;
    }
    return switch (left) {
      case Type.Primitive _, Type.DynamicType _ -> left.equals(right);
      case Type.ListType(Type one) ->
          right instanceof Type.ListType(Type other) && mayBeAlike(one, other);
      case Type.SetType(Type one) ->
          right instanceof Type.SetType(Type other) && mayBeAlike(one, other);
      case Type.MapType(Type one) ->
          right instanceof Type.MapType(Type other) && mayBeAlike(one, other);
      case Type.TupleType(List<Type> ones) ->
          right instanceof Type.TupleType(List<Type> others) && allMayBeAlike(ones, others);
      case Type.ObjectType one ->
          right instanceof Type.ObjectType other
              && one.attributes().keySet().equals(other.attributes().keySet())
              && one.attributes().entrySet().stream()
                  .allMatch(
                      entry ->
                          mayBeAlike(
                              entry.getValue(),
                              other.attributes().getOrDefault(entry.getKey(), Type.DYNAMIC)));
    };
  }

  private static boolean allMayBeAlike(List<Type> ones, List<Type> others) {
    Iterator<Type> other = others.iterator();
    return ones.size() == others.size()
        && ones.stream().allMatch(one -> mayBeAlike(one, other.next()));
  }
}
