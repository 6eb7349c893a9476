package io.planform.planner.lang;

import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One step from a value to a part of it. */
final class Steps {
  private Steps() {}

  sealed interface Result {}

  record Found(Value value) implements Result {}

  record Missing(String summary, String detail) implements Result {}

  static Result attribute(Value target, String name) {
    Marks marks = target.marks();
    return switch (target.unmarked()) {
      case Value.Obj(SequencedMap<String, Value> values) -> {
        Value value = values.get(name);
        yield value == null ? noAttribute(name, values.keySet()) : new Found(value.marked(marks));
      }
      case Value.MapOf(_, Map<String, Value> values) -> {
        Value value = values.get(name);
        yield value == null
            ? new Missing(
                "Missing map element",
                "This map does not have an element with the key \""
                    + name
                    + "\"."
                    + NearMatch.question(name, values.keySet()))
            : new Found(value.marked(marks));
      }
      case Value.Unknown(Type type, _) -> unknownAttribute(type, name, marks);
      case Value.Null _ ->
          new Missing(
              "Attempt to get attribute from null value",
              "This value is null, so it does not have any attributes.");
      case Value.ListOf _, Value.SetOf _, Value.Tuple _ ->
          new Missing(
              "Unsupported attribute",
              "This value is a "
                  + Type.describe(target.type())
                  + ", which has no attributes. To get an attribute of each element, use a splat"
                  + " (\"[*]\"); of one element, an index.");
      case Value.Str _, Value.Num _, Value.Bool _, Value.Marked _ ->
          new Missing(
              "Unsupported attribute",
              "This value is a "
                  + Type.describe(target.type())
                  + ", which does not have any attributes.");
    };
  }

  private static Result unknownAttribute(Type type, String name, Marks marks) {
    return switch (type) {
      case Type.DynamicType _ -> new Found(new Value.Unknown(Type.DYNAMIC).marked(marks));
      case Type.MapType(Type element) -> new Found(new Value.Unknown(element).marked(marks));
      case Type.ObjectType object -> {
        Type attribute = object.attributes().get(name);
        yield attribute == null
            ? noAttribute(name, object.attributes().keySet())
            : new Found(new Value.Unknown(attribute).marked(marks));
      }
      case Type.Primitive _, Type.ListType _, Type.SetType _, Type.TupleType _ ->
          new Missing(
              "Unsupported attribute",
              "This value is a " + Type.describe(type) + ", which does not have any attributes.");
    };
  }

  private static Missing noAttribute(String name, Collection<String> names) {
    return new Missing(
        "Unsupported attribute",
        "This object does not have an attribute named \""
            + name
            + "\"."
            + NearMatch.question(name, names));
  }

  static Result index(Value target, Value key) {
    Marks marks = target.marks().and(key.marks());
    Value bare = target.unmarked();
    Value bareKey = key.unmarked();
    if (bare instanceof Value.Null) {
      return new Missing(
          "Attempt to index null value", "This value is null, so it does not have any indices.");
    }
    if (bareKey instanceof Value.Null) {
      return new Missing("Invalid index", "A null value cannot be used as an indexing key.");
    }
    if (bare instanceof Value.Unknown(Type type, _)) {
      return unknownIndex(type, bareKey, marks);
    }
    if (bareKey instanceof Value.Unknown) {
      return new Found(new Value.Unknown(elementType(bare)).marked(marks));
    }
    return switch (bare) {
      case Value.ListOf(_, List<Value> values) -> element(values, bareKey, marks);
      case Value.Tuple(List<Value> values) -> element(values, bareKey, marks);
      case Value.MapOf map -> entry(map, bareKey, marks);
      // Which attribute it is shows in the type of the result anyway.
      case Value.Obj object -> entry(object, bareKey, target.marks());
      case Value.SetOf _ ->
          new Missing(
              "Invalid index",
              "Elements of a set are identified by their value and have no index. To get at them,"
                  + " convert the set with tolist, or use a 'for' expression.");
      case Value.Str _, Value.Num _, Value.Bool _, Value.Marked _, Value.Null _, Value.Unknown _ ->
          new Missing(
              "Invalid index",
              "This value is a "
                  + Type.describe(bare.type())
                  + ", which does not have any indices.");
    };
  }

  private static Result unknownIndex(Type type, Value key, Marks marks) {
    if (type instanceof Type.ListType
        && Evaluator.converted(key, Type.NUMBER).type() != Type.NUMBER) {
      return new Missing("Invalid index", "A list is indexed by numbers.");
    }
    Type element =
        switch (type) {
          case Type.ListType(Type of) -> of;
          case Type.MapType(Type of) -> of;
          case Type.TupleType(List<Type> types) -> {
            int index = wholeNumber(key);
            yield index >= 0 && index < types.size() ? types.get(index) : Type.DYNAMIC;
          }
          case Type.ObjectType object ->
              key instanceof Value.Str(String name)
                  ? object.attributes().getOrDefault(name, Type.DYNAMIC)
                  : Type.DYNAMIC;
          case Type.Primitive _, Type.DynamicType _, Type.SetType _ -> Type.DYNAMIC;
        };
    return new Found(new Value.Unknown(element).marked(marks));
  }

  private static Type elementType(Value value) {
    return switch (value) {
      case Value.ListOf(Type element, _) -> element;
      case Value.MapOf(Type element, _) -> element;
      case Value.SetOf _,
          Value.Tuple _,
          Value.Obj _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          Type.DYNAMIC;
    };
  }

  private static Result element(List<Value> values, Value key, Marks marks) {
    Value number = Evaluator.converted(key, Type.NUMBER);
    if (!(number instanceof Value.Num(BigDecimal decimal))) {
      return new Missing("Invalid index", "A list is indexed by numbers.");
    }
    if (decimal.signum() < 0 || decimal.scale() > 0) {
      return new Missing(
          "Invalid index",
          decimal.signum() < 0
              ? "A list has no element with a negative index; the last one is"
                  + " list[length(list) - 1]."
              : "An index must be a whole number.");
    }
    int index = wholeNumber(number);
    if (index < 0 || index >= values.size()) {
      return new Missing(
          "Invalid index",
          "The given index is not less than the length of the collection, which is "
              + values.size()
              + ".");
    }
    return new Found(values.get(index).marked(marks));
  }

  private static Result entry(Value mapping, Value key, Marks marks) {
    Value text = Evaluator.converted(key, Type.STRING);
    return text instanceof Value.Str(String name)
        ? attribute(mapping.marked(marks), name)
        : new Missing("Invalid index", "A map is indexed by text.");
  }

  /** A number as an index; -1 if it cannot be one. */
  private static int wholeNumber(Value value) {
    return value instanceof Value.Num(BigDecimal number)
            && number.scale() <= 0
            && number.signum() >= 0
            && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0
        ? number.intValue()
        : -1;
  }

  static boolean isSequence(Type type) {
    return type instanceof Type.ListType
        || type instanceof Type.SetType
        || type instanceof Type.TupleType;
  }
}
