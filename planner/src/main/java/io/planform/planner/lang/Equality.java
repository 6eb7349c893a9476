package io.planform.planner.lang;

import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether two values without marks are equal, as far as that is known. */
final class Equality {
  private Equality() {}

  /** Null if it is not known. */
  static @Nullable Boolean of(Value left, Value right) {
    if (left instanceof Value.Null || right instanceof Value.Null) {
      return ofNull(left, right);
    }
    if (left.isWhollyKnown() && right.isWhollyKnown()) {
      return left.equals(right);
    }
    boolean open =
        mayBeAlike(left.type(), right.type())
            && mayBeAlike(Refinement.of(left), Refinement.of(right));
    return open ? null : false;
  }

  private static @Nullable Boolean ofNull(Value left, Value right) {
    if (left instanceof Value.Null && right instanceof Value.Null) {
      return true;
    }
    Value other = left instanceof Value.Null ? right : left;
    boolean open =
        other instanceof Value.Unknown(_, Refinement refinement) && !refinement.notNull();
    return open ? null : false;
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

  private static boolean mayBeAlike(Refinement left, Refinement right) {
    boolean texts =
        left.prefix().startsWith(right.prefix()) || right.prefix().startsWith(left.prefix());
    return texts && !isBeyond(left.least(), right.most()) && !isBeyond(right.least(), left.most());
  }

  private static boolean isBeyond(@Nullable BigDecimal least, @Nullable BigDecimal most) {
    return least != null && most != null && least.compareTo(most) > 0;
  }
}
