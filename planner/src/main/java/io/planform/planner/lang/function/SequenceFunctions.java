package io.planform.planner.lang.function;

import static io.planform.planner.lang.function.Function.Accepts.MARKED;
import static io.planform.planner.lang.function.Function.Accepts.UNKNOWN;
import static io.planform.planner.lang.function.Function.Accepts.UNTYPED;
import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Marks;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Unification;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Lists and tuples, and parts of them. */
final class SequenceFunctions {
  /** As deep as an expression can nest. */
  private static final int MAX_DEPTH = 1_000;

  private static final String NEGATIVE_INDEX = "cannot use element function with a negative index";

  private SequenceFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("length")
            .takes("value", DYNAMIC, UNKNOWN, UNTYPED, MARKED)
            .partial()
            .gives(SequenceFunctions::lengthType, SequenceFunctions::length),
        Function.named("element")
            .takes("list", DYNAMIC, MARKED)
            .takes("index", NUMBER)
            .partial()
            .mayGiveNull()
            .gives(SequenceFunctions::elementType, SequenceFunctions::element),
        Function.named("slice")
            .takes("list", DYNAMIC, MARKED)
            .takes("start_index", NUMBER)
            .takes("end_index", NUMBER)
            .partial()
            .gives(SequenceFunctions::sliceType, SequenceFunctions::slice),
        Function.named("concat")
            .takesAny("seqs", DYNAMIC, MARKED)
            .partial()
            .gives(SequenceFunctions::concatType, SequenceFunctions::concat),
        Function.named("flatten")
            .takes("list", DYNAMIC, MARKED)
            .partial()
            .gives(SequenceFunctions::flattenType, SequenceFunctions::flatten),
        Function.named("reverse")
            .takes("list", DYNAMIC, MARKED)
            .partial()
            .gives(
                SequenceFunctions::reverseType,
                a -> Sequences.of(a.type(), a.elements(0).reversed()).marked(a.marks())),
        Function.named("chunklist")
            .takes("list", Type.list(DYNAMIC), MARKED)
            .takes("size", NUMBER)
            .partial()
            .gives(a -> Type.list(a.typeOf(0)), SequenceFunctions::chunks),
        Function.named("distinct")
            .takes("list", Type.list(DYNAMIC))
            .gives(
                a -> a.typeOf(0),
                a -> Sequences.of(a.type(), List.copyOf(new LinkedHashSet<>(a.elements(0))))),
        Function.named("compact")
            .takes("list", Type.list(STRING))
            .gives(Type.list(STRING), SequenceFunctions::compact),
        Function.named("sort")
            .takes("list", Type.list(STRING))
            .partial()
            .gives(Type.list(STRING), SequenceFunctions::sort));
  }

  private static Type lengthType(Arguments arguments) {
    return switch (arguments.typeOf(0)) {
      case Type.Primitive primitive when primitive != STRING ->
          arguments.refuse("argument must be a string, a collection type, or a structural type");
      case Type.Primitive _,
          Type.DynamicType _,
          Type.ListType _,
          Type.SetType _,
          Type.MapType _,
          Type.TupleType _,
          Type.ObjectType _ ->
          NUMBER;
    };
  }

  private static Value length(Arguments arguments) {
    Value length =
        switch (arguments.value(0).unmarked()) {
          case Value.Str(String text) -> Value.of(Graphemes.count(text));
          case Value.Unknown(Type.TupleType(List<Type> elements), _) -> Value.of(elements.size());
          case Value.Unknown(Type.ObjectType object, _) -> Value.of(object.attributes().size());
          case Value.SetOf set when !set.isWhollyKnown() && set.values().size() > 1 -> within(set);
          case Value.ListOf(_, List<Value> values) -> Value.of(values.size());
          case Value.SetOf(_, List<Value> values) -> Value.of(values.size());
          case Value.Tuple(List<Value> values) -> Value.of(values.size());
          case Value.MapOf(_, Map<String, Value> values) -> Value.of(values.size());
          case Value.Obj(var values) -> Value.of(values.size());
          case Value.Unknown unknown when unknown.type() != DYNAMIC -> within(unknown);
          case Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Marked _ ->
              arguments.unknown();
        };
    return length.marked(arguments.marks());
  }

  /** The length of a value as far as its bounds tell. */
  private static Value within(Value value) {
    Refinement bounds = Refinement.of(value);
    Integer most = bounds.maxLength();
    return most != null && most == bounds.minLength()
        ? Value.of(most)
        : new Value.Unknown(
            NUMBER,
            Refinement.between(
                BigDecimal.valueOf(bounds.minLength()),
                most == null ? null : BigDecimal.valueOf(most)));
  }

  private static Type elementType(Arguments arguments) {
    return switch (arguments.typeOf(0)) {
      case Type.ListType(Type element) -> element;
      case Type.TupleType(List<Type> elements) -> {
        if (arguments.value(1).isUnknown()) {
          yield DYNAMIC;
        }
        BigDecimal index = arguments.number(1);
        if (index.signum() < 0) {
          yield arguments.refuse(NEGATIVE_INDEX);
        }
        if (index.scale() > 0) {
          yield arguments.refuse("invalid index: a whole number is required");
        }
        yield elements.isEmpty()
            ? arguments.refuse("cannot use element function with an empty list")
            : elements.get(wrapped(index, elements.size()));
      }
      case Type.Primitive _,
          Type.DynamicType _,
          Type.SetType _,
          Type.MapType _,
          Type.ObjectType _ ->
          arguments.refuse("cannot read elements from " + Type.describe(arguments.typeOf(0)));
    };
  }

  private static int wrapped(BigDecimal index, int size) {
    return index.toBigInteger().mod(BigInteger.valueOf(size)).intValue();
  }

  private static Value element(Arguments arguments) {
    List<Value> values = arguments.elements(0);
    if (arguments.number(1).signum() < 0) {
      return arguments.fail(NEGATIVE_INDEX);
    }
    if (arguments.number(1).scale() > 0) {
      return arguments.fail("invalid index: a whole number is required");
    }
    if (values.isEmpty()) {
      return arguments.fail("cannot use element function with an empty list");
    }
    return values.get(wrapped(arguments.number(1), values.size())).marked(arguments.marks());
  }

  private static Type sliceType(Arguments arguments) {
    int length =
        switch (arguments.typeOf(0)) {
          case Type.ListType _ -> {
            List<Value> elements = arguments.value(0).elements();
            yield elements == null ? Integer.MAX_VALUE : elements.size();
          }
          case Type.TupleType(List<Type> elements) -> elements.size();
          case Type.SetType _ -> {
            arguments.fail(
                0,
                "a set has no order, and so no slices; convert it to a list first if the order of"
                    + " the result does not matter");
            yield 0;
          }
          case Type.Primitive _, Type.DynamicType _, Type.MapType _, Type.ObjectType _ -> {
            arguments.fail(0, "must be a list or tuple value");
            yield 0;
          }
        };
    boolean startKnown = checkBound(arguments, 1, "start", length);
    boolean known = checkBound(arguments, 2, "end", length) && startKnown;
    if (known && arguments.integer(1) > arguments.integer(2)) {
      return arguments.refuse(1, "start index must not be greater than end index");
    }
    if (arguments.problem() != null
        || !(arguments.typeOf(0) instanceof Type.TupleType(var types))) {
      return arguments.typeOf(0);
    }
    return known
        ? new Type.TupleType(types.subList(arguments.integer(1), arguments.integer(2)))
        : DYNAMIC;
  }

  private static boolean checkBound(Arguments arguments, int index, String name, int length) {
    if (arguments.value(index).isUnknown()) {
      return false;
    }
    if (arguments.number(index).scale() > 0) {
      arguments.fail(index, "invalid " + name + " index: a whole number is required");
      return false;
    }
    int bound = arguments.integer(index);
    if (bound < 0) {
      arguments.fail(index, name + " index must not be less than zero");
    } else if (bound > length) {
      arguments.fail(index, name + " index must not be greater than the length of the list");
    }
    return true;
  }

  private static Value slice(Arguments arguments) {
    List<Value> values = arguments.elements(0).subList(arguments.integer(1), arguments.integer(2));
    return Sequences.of(arguments.type(), values).marked(arguments.marks());
  }

  private static Type concatType(Arguments arguments) {
    if (arguments.count() == 0) {
      return arguments.refuse("at least one argument is required");
    }
    List<Type> lists = new ArrayList<>();
    List<Type> all = new ArrayList<>();
    boolean known = true;
    for (int i = 0; i < arguments.count(); i++) {
      Value value = arguments.value(i);
      switch (value.type()) {
        case Type.ListType(Type element) -> {
          List<Value> elements = value.elements();
          known &= elements != null;
          lists.add(element);
          if (elements != null) {
            elements.forEach(_ -> all.add(element));
          }
        }
        case Type.TupleType(List<Type> elements) -> all.addAll(elements);
        case Type.Primitive _,
            Type.DynamicType _,
            Type.SetType _,
            Type.MapType _,
            Type.ObjectType _ -> {
          return arguments.refuse(
              i, "all arguments must be lists or tuples; got " + Type.describe(value.type()));
        }
      }
    }
    Type common = lists.size() == arguments.count() ? Unification.of(lists) : null;
    if (common != null) {
      return Type.list(common);
    }
    return known ? new Type.TupleType(all) : DYNAMIC;
  }

  private static Value concat(Arguments arguments) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      for (Value element : arguments.elements(i)) {
        values.add(
            arguments.type() instanceof Type.ListType(Type common)
                ? Arguments.converted(element, common)
                : element);
      }
    }
    return Sequences.of(arguments.type(), values).marked(arguments.marks());
  }

  private static Type flattenType(Arguments arguments) {
    return Sequences.isSequence(arguments.typeOf(0))
        ? DYNAMIC
        : arguments.refuse("can only flatten lists, sets and tuples");
  }

  private static Value flatten(Arguments arguments) {
    Flattening flattening = new Flattening();
    Value result =
        flattening.add(arguments.value(0), 0)
            ? new Value.Tuple(flattening.elements)
            : arguments.unknown();
    return result.marked(flattening.marks);
  }

  /** What is not a sequence keeps its marks; those of sequences go to the result. */
  private static final class Flattening {
    private final List<Value> elements = new ArrayList<>();
    private Marks marks = Marks.NONE;

    /** Whether the result's length is known. */
    boolean add(Value value, int depth) {
      boolean sequence = value.type() == DYNAMIC || Sequences.isSequence(value.type());
      if (!sequence || value.isNull() || depth > MAX_DEPTH) {
        elements.add(value);
        return true;
      }
      marks = marks.and(value.marks());
      if (value.isUnknown()
          || (value.unmarked() instanceof Value.SetOf && !value.isWhollyKnown())) {
        return false;
      }
      for (Value element : value.parts()) {
        if (!add(element, depth + 1)) {
          return false;
        }
      }
      return true;
    }
  }

  private static Type reverseType(Arguments arguments) {
    return switch (arguments.typeOf(0)) {
      case Type.TupleType(List<Type> elements) -> new Type.TupleType(elements.reversed());
      case Type.ListType list -> list;
      case Type.SetType(Type element) -> Type.list(element);
      case Type.Primitive _, Type.DynamicType _, Type.MapType _, Type.ObjectType _ ->
          arguments.refuse(
              0,
              "can only reverse list or tuple values, not " + Type.describe(arguments.typeOf(0)));
    };
  }

  private static Value chunks(Arguments arguments) {
    List<Value> values = arguments.elements(0);
    if (values.isEmpty()) {
      return Sequences.of(arguments.type(), List.of()).marked(arguments.marks());
    }
    int size = arguments.integer(1);
    if (size < 0) {
      return arguments.fail("the size argument must be positive");
    }
    int step = size == 0 ? values.size() : size;
    List<Value> chunks = new ArrayList<>();
    for (long at = 0; at < values.size(); at += step) {
      int end = (int) Math.min(values.size(), at + step);
      chunks.add(Sequences.of(arguments.typeOf(0), values.subList((int) at, end)));
    }
    return Sequences.of(arguments.type(), chunks).marked(arguments.marks());
  }

  private static Value compact(Arguments arguments) {
    return new Value.ListOf(
        STRING,
        arguments.elements(0).stream()
            .filter(value -> !value.isNull() && !value.equals(Value.of("")))
            .toList());
  }

  private static Value sort(Arguments arguments) {
    if (!arguments.value(0).isWhollyKnown()) {
      List<Value> open = new ArrayList<>();
      arguments.elements(0).forEach(_ -> open.add(new Value.Unknown(STRING)));
      return new Value.ListOf(STRING, open);
    }
    List<String> texts = new ArrayList<>();
    for (Value value : arguments.elements(0)) {
      if (!(value instanceof Value.Str(String text))) {
        return arguments.fail(
            "given list element " + texts.size() + " is null; a null string cannot be sorted");
      }
      texts.add(text);
    }
    texts.sort(CodePointOrder.INSTANCE);
    return Value.ofStrings(texts);
  }
}
