package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a block: {@code count} or {@code for_each}, evaluated once.
 *
 * @param repetition how the block repeats
 * @param isSample whether the instances only stand for those there will be
 */
public record Expansion(Repetition repetition, List<Instance> instances, boolean isSample) {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

  public enum Repetition {
    SINGLE,
    COUNT,
    FOR_EACH
  }

  /**
   * @param key null for the only instance of a block that does not repeat
   * @param eachValue null unless the block has {@code for_each}
   * @param isSample whether it stands for others, so that nothing is known of its key
   */
  public record Instance(@Nullable InstanceKey key, @Nullable Value eachValue, boolean isSample) {
    static final Instance ONLY = new Instance(null, null);

    Instance(@Nullable InstanceKey key, @Nullable Value eachValue) {
      this(key, eachValue, false);
    }

    /** One of which only the key is known. */
    public static Instance of(@Nullable InstanceKey key) {
      return key instanceof InstanceKey.Name
          ? new Instance(key, new Value.Unknown(Type.DYNAMIC))
          : new Instance(key, null);
    }
  }

  /** A way to get instances: all there are, or a sample. */
  @FunctionalInterface
  interface Source {
    /** Null after an error. */
    @Nullable Expansion expand(
        @Nullable Expression count,
        @Nullable Expression forEach,
        Scope scope,
        Diagnostics diagnostics);
  }

  /** How a block repeats, without evaluating anything. */
  public static Repetition repetition(Resource block) {
    return repetition(block.count(), block.forEach());
  }

  private static Repetition repetition(@Nullable Expression count, @Nullable Expression forEach) {
    return count != null
        ? Repetition.COUNT
        : forEach != null ? Repetition.FOR_EACH : Repetition.SINGLE;
  }

  /** Null after an error. */
  public static @Nullable Expansion of(Resource block, Scope scope, Diagnostics diagnostics) {
    return of(block.count(), block.forEach(), scope, diagnostics);
  }

  public static @Nullable Expansion of(
      @Nullable Expression count,
      @Nullable Expression forEach,
      Scope scope,
      Diagnostics diagnostics) {
    if (count != null) {
      return count(count, scope, diagnostics);
    }
    if (forEach != null) {
      return forEach(forEach, scope, diagnostics);
    }
    return new Expansion(Repetition.SINGLE, List.of(Instance.ONLY), false);
  }

  /**
   * One instance that stands for those there will be: what is known without values. The expressions
   * are evaluated for what is wrong with them.
   */
  public static Expansion sample(
      @Nullable Expression count,
      @Nullable Expression forEach,
      Scope scope,
      Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    if (count != null) {
      Value value = count.evaluate(scope, own);
      String problem = own.hasErrors() ? null : countProblem(value);
      if (problem != null) {
        own.add(invalid("count", problem, count));
      }
    }
    if (forEach != null) {
      Value value = forEach.evaluate(scope, own);
      String problem = own.hasErrors() ? null : forEachProblem(value);
      if (problem != null) {
        own.add(invalid("for_each", problem, forEach));
      }
    }
    diagnostics.addAll(own.toList());
    Repetition repetition = repetition(count, forEach);
    Instance instance =
        switch (repetition) {
          case SINGLE -> Instance.ONLY;
          case COUNT -> new Instance(new InstanceKey.Index(0), null, true);
          case FOR_EACH ->
              new Instance(new InstanceKey.Name(""), new Value.Unknown(Type.DYNAMIC), true);
        };
    return new Expansion(repetition, List.of(instance), repetition != Repetition.SINGLE);
  }

  private static @Nullable Expansion count(
      Expression expression, Scope scope, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = expression.evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return null;
    }
    String problem = countProblem(value);
    if (problem == null && value.unmarked().isUnknown()) {
      problem = UNKNOWN;
    }
    if (problem != null) {
      diagnostics.add(invalid("count", problem, expression));
      return null;
    }
    // That there is a number of them shows: a mark of being sensitive ends here.
    Value bare = value.unmarked();
    int count =
        bare instanceof Value.Num(BigDecimal number)
            ? number.intValueExact()
            : Integer.parseInt(((Value.Str) bare).value());
    List<Instance> instances = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      instances.add(new Instance(new InstanceKey.Index(index), null));
    }
    return new Expansion(Repetition.COUNT, instances, false);
  }

  /** What is wrong with a value whatever is not known of it yet; null if nothing is. */
  private static @Nullable String countProblem(Value value) {
    if (value.allMarks().ephemeral()) {
      return EPHEMERAL;
    }
    Value bare = value.unmarked();
    return switch (bare) {
      case Value.Unknown _ when bare.type() instanceof Type.Primitive -> null;
      case Value.Unknown _ when bare.type().equals(Type.DYNAMIC) -> null;
      case Value.Null _ -> "It is null; a whole number is needed.";
      case Value.Num(BigDecimal number) when isCount(number) -> null;
      case Value.Str(String text) when text.matches("\\d{1,6}") -> null;
      case Value.Num _ -> "A whole number from 0 to " + MOST + " is needed.";
      case Value.Unknown _,
          Value.Str _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.MapOf _,
          Value.Tuple _,
          Value.Obj _,
          Value.Marked _ ->
          "It is " + Type.describe(bare.type()) + "; a whole number is needed.";
    };
  }

  private static boolean isCount(BigDecimal number) {
    return number.signum() >= 0 && number.compareTo(MOST) <= 0 && number.scale() <= 0;
  }

  private static final String UNKNOWN =
      "It depends on values that are known after apply only, so that it cannot be told how many"
          + " instances there will be.";
  private static final String NOT_TEXTS =
      "It is a set of something else than strings, or holds null.";
  private static final String EPHEMERAL =
      "It is ephemeral, but which instances there are is kept in the state.";
  private static final String SENSITIVE =
      "It is sensitive, and the keys of instances are shown everywhere.";

  private static @Nullable Expansion forEach(
      Expression expression, Scope scope, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = expression.evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return null;
    }
    String problem = forEachProblem(value);
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    if (problem == null) {
      problem =
          switch (value) {
            case Value.MapOf(_, Map<String, Value> values) -> all(values, entries);
            case Value.Obj(SequencedMap<String, Value> values) -> all(values, entries);
            case Value.SetOf(_, List<Value> values) -> texts(values, entries);
            default -> UNKNOWN;
          };
    }
    if (problem != null) {
      diagnostics.add(invalid("for_each", problem, expression));
      return null;
    }
    List<Instance> instances = new ArrayList<>(entries.size());
    entries.forEach((key, each) -> instances.add(new Instance(new InstanceKey.Name(key), each)));
    return new Expansion(Repetition.FOR_EACH, instances, false);
  }

  /** What is wrong with a value whatever is not known of it yet; null if nothing is. */
  private static @Nullable String forEachProblem(Value value) {
    if (value.marks().ephemeral()) {
      return EPHEMERAL;
    }
    if (value instanceof Value.Marked) {
      return SENSITIVE;
    }
    if (value.isNull()) {
      return "It is null; a map, or a set of strings, is needed.";
    }
    if (value instanceof Value.SetOf(_, List<Value> values)) {
      boolean texts = values.stream().allMatch(each -> each instanceof Value.Str || isText(each));
      return texts ? null : NOT_TEXTS;
    }
    return switch (value.type()) {
      case Type.MapType _, Type.ObjectType _, Type.DynamicType _ -> null;
      case Type.SetType(Type element) ->
          element.equals(Type.STRING) || element.equals(Type.DYNAMIC) ? null : NOT_TEXTS;
      case Type.Primitive _, Type.ListType _, Type.TupleType _ ->
          "It is "
              + Type.describe(value.type())
              + "; a map, or a set of strings, is needed. toset() makes a set of a list.";
    };
  }

  private static boolean isText(Value value) {
    return value.isUnknown()
        && (value.type().equals(Type.STRING) || value.type().equals(Type.DYNAMIC));
  }

  private static @Nullable String all(Map<String, Value> values, Map<String, Value> entries) {
    entries.putAll(values);
    return null;
  }

  private static @Nullable String texts(List<Value> values, Map<String, Value> entries) {
    for (Value value : values) {
      if (value.isUnknown()) {
        return UNKNOWN;
      }
      if (!(value instanceof Value.Str(String text))) {
        return NOT_TEXTS;
      }
      entries.put(text, value);
    }
    return null;
  }

  private static Diagnostic invalid(String argument, String problem, Expression expression) {
    return Diagnostic.error("Invalid " + argument + " argument", problem, expression.range());
  }

  /** The value that a reference to the block has. */
  public Value value(Function<@Nullable InstanceKey, Value> instance) {
    if (isSample) {
      return new Value.Unknown(Type.DYNAMIC);
    }
    return switch (repetition) {
      case SINGLE -> instance.apply(null);
      case COUNT ->
          new Value.Tuple(instances.stream().map(each -> instance.apply(each.key())).toList());
      case FOR_EACH -> {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        for (Instance each : instances) {
          if (each.key() instanceof InstanceKey.Name(String name)) {
            values.put(name, instance.apply(each.key()));
          }
        }
        yield new Value.Obj(values);
      }
    };
  }
}
