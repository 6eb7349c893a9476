package io.planform.planner.lang.function;

import io.planform.planner.lang.function.Function.Accepts;
import io.planform.planner.lang.function.Function.Parameter;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Refinement;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a function: what holds for the arguments of all functions alike. */
public final class Invocation {
  private final Function function;
  private final Surroundings surroundings;
  private Marks marks = Marks.NONE;
  private boolean unknown;
  private boolean untyped;

  private Invocation(Function function, Surroundings surroundings) {
    this.function = function;
    this.surroundings = surroundings;
  }

  /** What became of a call. */
  public sealed interface Outcome {}

  public record Returned(Value value) implements Outcome {}

  /**
   * @param index of the argument
   */
  public record BadArgument(int index, String reason) implements Outcome {}

  /** A failure that is no single argument's. */
  public record Failed(String reason) implements Outcome {}

  /**
   * @param values as many as the function takes
   */
  public static Outcome of(Function function, List<Value> values, Surroundings surroundings) {
    return new Invocation(function, surroundings).call(values);
  }

  private Outcome call(List<Value> values) {
    List<Value> fitting = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      Parameter parameter = function.parameter(i);
      if (values.get(i).isNull() && !parameter.takes(Accepts.NULL)) {
        return new BadArgument(i, "argument must not be null");
      }
      switch (Conversion.convert(values.get(i), parameter.type())) {
        case Conversion.Refused refused -> {
          return new BadArgument(i, refused.message());
        }
        case Conversion.Converted(Value value) -> fitting.add(admitted(value, parameter));
      }
    }
    if (untyped) {
      return new Returned(new Value.Unknown(Type.DYNAMIC).marked(marks));
    }
    Arguments arguments = new Arguments(fitting, surroundings);
    Type type = function.typing().of(arguments);
    Outcome refusal = refusal(arguments);
    if (refusal != null) {
      return refusal;
    }
    arguments.type(type);
    if (unknown) {
      return new Returned(refined(arguments.unknown()).marked(marks));
    }
    Value result = function.body().call(arguments);
    refusal = refusal(arguments);
    return refusal == null ? new Returned(refined(result).marked(marks)) : refusal;
  }

  private Value admitted(Value value, Parameter parameter) {
    Value plain = value;
    if (!parameter.takes(Accepts.MARKED)) {
      marks = marks.and(value.allMarks());
      plain = value.revealed();
    }
    untyped |= !parameter.takes(Accepts.UNTYPED) && plain.type() == Type.DYNAMIC;
    unknown |= plain.isUnknown() && !parameter.takes(Accepts.UNKNOWN);
    unknown |= !function.partial() && !plain.isWhollyKnown();
    return plain;
  }

  private @Nullable Outcome refusal(Arguments arguments) {
    String problem = arguments.problem();
    if (problem == null) {
      return null;
    }
    // What a sensitive argument holds must not be told by a message about it.
    boolean secret =
        marks.sensitive() || arguments.from(0).stream().anyMatch(Value::containsSensitive);
    String reason = secret ? "it does not suit; it is sensitive and not shown" : problem;
    return arguments.problemAt() < 0 || arguments.problemAt() >= arguments.count()
        ? new Failed(reason)
        : new BadArgument(arguments.problemAt(), reason);
  }

  private Value refined(Value result) {
    return !function.mayGiveNull()
            && result instanceof Value.Unknown(Type type, Refinement refinement)
            && !refinement.notNull()
            && type != Type.DYNAMIC
        ? new Value.Unknown(type, refinement.butNotNull())
        : result;
  }
}
