package io.planform.spi.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Conversion between types by Terraform's rules: numbers and bools to text and back, tuples to
 * lists and sets, objects to maps, maps to objects, and the same inside collections. Marks stay
 * where they are; null and unknown values keep being so, with the new type.
 */
public final class Conversion {
  private final List<ValuePath.Step> path = new ArrayList<>();
  private @Nullable Refused refusal;

  private Conversion() {}

  /** What became of a conversion. */
  public sealed interface Result {}

  public record Converted(Value value) implements Result {}

  /**
   * @param path of the part that does not fit
   * @param reason without the value itself: {@code string required, but have list of number}
   */
  public record Refused(ValuePath path, String reason) implements Result {

    /** The reason with the place in front, where it is not the value as a whole. */
    public String message() {
      return path.steps().isEmpty() ? reason : path + ": " + reason;
    }
  }

  public static Result convert(Value value, Type type) {
    Conversion conversion = new Conversion();
    Value converted = conversion.to(value, type);
    if (converted != null) {
      return new Converted(converted);
    }
    Refused refusal = conversion.refusal;
    return refusal == null ? new Refused(ValuePath.ROOT, required(type)) : refusal;
  }

  /** Reads a number as manifests write them: {@code -12}, {@code 0.5}, {@code 1e3}. */
  public static @Nullable BigDecimal number(String text) {
    return NumberText.parse(text);
  }

  /** A number as text: all digits, no exponent. */
  public static String text(BigDecimal number) {
    return NumberText.of(number);
  }

  /**
   * The type that converting a value of one type to another gives, {@code any} replaced by what it
   * stands for.
   *
   * @return null if no value of the one type can become one of the other
   */
  public static @Nullable Type resultType(Type from, Type to) {
    return ResultType.of(from, to);
  }

  /** The type of values that were converted to a type: nothing in it is optional any more. */
  public static Type concrete(Type type) {
    return ResultType.concrete(type);
  }

  private @Nullable Value to(Value value, Type type) {
    return switch (value) {
      case Value.Marked(Value bare, Marks marks) -> {
        Value converted = to(bare, type);
        yield converted == null ? null : new Value.Marked(converted, marks);
      }
      case Value.Null(Type have) -> {
        Type result = resultType(have, type);
        yield result == null ? refuse(type, value) : new Value.Null(result);
      }
      case Value.Unknown(Type have, Refinement refinement) -> {
        Type result = resultType(have, type);
        yield result == null
            ? refuse(type, value)
            : new Value.Unknown(
                result, result.equals(have) ? refinement : refinement.onlyNullness());
      }
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _ ->
          known(value, type);
    };
  }

  private @Nullable Value known(Value value, Type type) {
    return switch (type) {
      case Type.DynamicType _ -> value;
      case Type.Primitive primitive -> primitive(value, primitive);
      case Type.ListType(Type element) -> elements(value, element, type);
      case Type.SetType(Type element) -> elements(value, element, type);
      case Type.MapType(Type element) -> map(value, element, type);
      case Type.TupleType(List<Type> types) -> tuple(value, types, type);
      case Type.ObjectType object -> object(value, object);
    };
  }

  private @Nullable Value primitive(Value value, Type.Primitive type) {
    return switch (type) {
      case STRING ->
          switch (value) {
            case Value.Str _ -> value;
            case Value.Num(BigDecimal number) -> Value.of(text(number));
            case Value.Bool(boolean bool) -> Value.of(Boolean.toString(bool));
            case Value.ListOf _,
                Value.SetOf _,
                Value.Tuple _,
                Value.MapOf _,
                Value.Obj _,
                Value.Null _,
                Value.Unknown _,
                Value.Marked _ ->
                refuse(type, value);
          };
      case NUMBER -> {
        if (value instanceof Value.Num) {
          yield value;
        }
        BigDecimal number = value instanceof Value.Str(String text) ? number(text) : null;
        yield number == null ? refuse(type, value) : new Value.Num(number);
      }
      case BOOL ->
          switch (value) {
            case Value.Bool _ -> value;
            case Value.Str(String text) when text.equals("true") || text.equals("1") ->
                Value.of(true);
            case Value.Str(String text) when text.equals("false") || text.equals("0") ->
                Value.of(false);
            case Value.Str _,
                Value.Num _,
                Value.ListOf _,
                Value.SetOf _,
                Value.Tuple _,
                Value.MapOf _,
                Value.Obj _,
                Value.Null _,
                Value.Unknown _,
                Value.Marked _ ->
                refuse(type, value);
          };
    };
  }

  private @Nullable Value elements(Value value, Type element, Type wanted) {
    List<Value> have = value.elements();
    if (have == null) {
      return refuse(wanted, value);
    }
    if (value.type().equals(wanted)) {
      return value;
    }
    Type common = common(have, element);
    if (common == null) {
      return refuse("all elements must have the same type");
    }
    List<Value> converted = new ArrayList<>(have.size());
    for (int i = 0; i < have.size(); i++) {
      Value part = part(have.get(i), common, new ValuePath.Index(i));
      if (part == null) {
        return null;
      }
      converted.add(part);
    }
    Type result = single(common, converted);
    if (result == null) {
      return refuse("all elements must have the same type");
    }
    return wanted instanceof Type.ListType
        ? new Value.ListOf(result, converted)
        : set(result, converted);
  }

  /** A set does not keep marks of its elements apart: one sensitive element marks the set. */
  private static Value set(Type element, List<Value> values) {
    Value set = new Value.SetOf(element, values);
    return set.revealed().marked(set.allMarks());
  }

  private @Nullable Value map(Value value, Type element, Type wanted) {
    Map<String, Value> have = value.entries();
    if (have == null) {
      return refuse(wanted, value);
    }
    if (value.type().equals(wanted)) {
      return value;
    }
    Type common = common(typed(have.values()), element);
    if (common == null) {
      return refuse("all map elements must have the same type");
    }
    Map<String, Value> converted = new TreeMap<>();
    for (Map.Entry<String, Value> entry : have.entrySet()) {
      Value part = part(entry.getValue(), common, new ValuePath.Key(entry.getKey()));
      if (part == null) {
        return null;
      }
      converted.put(entry.getKey(), part);
    }
    Type result = single(common, converted.values());
    return result == null
        ? refuse("all map elements must have the same type")
        : new Value.MapOf(result, converted);
  }

  /** Without what has no type yet, which takes that of the others in a map, unlike in a list. */
  private static Collection<Value> typed(Collection<Value> values) {
    List<Value> typed = values.stream().filter(value -> value.type() != Type.DYNAMIC).toList();
    return typed.isEmpty() ? values : typed;
  }

  /**
   * The type of the elements that were converted to a type with open parts.
   *
   * @return null if these parts turned out to be of different types
   */
  private static @Nullable Type single(Type common, Collection<Value> converted) {
    if (!Type.hasDynamic(common) || converted.isEmpty()) {
      return concrete(common);
    }
    Type type = converted.iterator().next().type();
    return converted.stream().allMatch(value -> value.type().equals(type)) ? type : null;
  }

  /** The element type of a collection; null if there is none that suits all. */
  private static @Nullable Type common(Iterable<Value> values, Type element) {
    if (element != Type.DYNAMIC) {
      return element;
    }
    Set<Type> types = new LinkedHashSet<>();
    values.forEach(value -> types.add(value.type()));
    Type type = Unification.of(types);
    return type == Type.DYNAMIC && types.size() > 1 ? null : type;
  }

  private @Nullable Value tuple(Value value, List<Type> types, Type wanted) {
    if (!(value instanceof Value.Tuple(List<Value> have))) {
      return refuse(wanted, value);
    }
    if (have.size() != types.size()) {
      return refuse("a tuple of " + types.size() + " elements is required, not " + have.size());
    }
    List<Value> converted = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Value part = part(have.get(i), types.get(i), new ValuePath.Index(i));
      if (part == null) {
        return null;
      }
      converted.add(part);
    }
    return new Value.Tuple(converted);
  }

  private @Nullable Value object(Value value, Type.ObjectType wanted) {
    Map<String, Value> have = value.entries();
    if (have == null) {
      return refuse(wanted, value);
    }
    SequencedMap<String, Value> converted = new LinkedHashMap<>();
    for (Map.Entry<String, Type> attribute : wanted.attributes().entrySet()) {
      String name = attribute.getKey();
      Value present = have.get(name);
      if (present == null && !wanted.optional().contains(name)) {
        return refuse("attribute \"" + name + "\" is required");
      }
      Value part =
          present == null
              ? new Value.Null(concrete(attribute.getValue()))
              : part(present, attribute.getValue(), new ValuePath.Attribute(name));
      if (part == null) {
        return null;
      }
      converted.put(name, part);
    }
    return new Value.Obj(converted);
  }

  private @Nullable Value part(Value value, Type type, ValuePath.Step step) {
    path.add(step);
    Value converted = to(value, type);
    path.removeLast();
    return converted;
  }

  private @Nullable Value refuse(Type wanted, Value have) {
    boolean same = have.type() == Type.STRING && wanted instanceof Type.Primitive;
    return refuse(
        same ? required(wanted) : required(wanted) + ", not " + Type.describe(have.type()));
  }

  private @Nullable Value refuse(String reason) {
    refusal = new Refused(new ValuePath(path), reason);
    return null;
  }

  private static String required(Type type) {
    return type instanceof Type.Primitive
        ? "a " + Type.describe(type) + " is required"
        : Type.describe(type) + " required";
  }
}
