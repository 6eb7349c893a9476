package io.planform.planner.lang.function;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A function that expressions can call.
 *
 * @param rest stands for any number of further arguments; null if there are none
 * @param typing the result's type, as far as the arguments' types and what is known of them decide
 * @param partial whether it is called although a part of an argument is unknown; otherwise the
 *     result is unknown then
 * @param mayGiveNull whether null can be the result; otherwise an unknown result is known not to be
 *     null
 */
public record Function(
    String name,
    List<Parameter> parameters,
    @Nullable Parameter rest,
    Typing typing,
    boolean partial,
    boolean mayGiveNull,
    Body body) {

  /** What a parameter takes beside known values without marks. */
  public enum Accepts {
    NULL,
    /** A value that is unknown as a whole; otherwise the result is unknown. */
    UNKNOWN,
    /** A value of which not even the type is known; otherwise the result's type is unknown too. */
    UNTYPED,
    /** Marked values; otherwise marks are taken off at any depth, and put on the result. */
    MARKED
  }

  /** What is called by position. */
  public record Parameter(String name, Type type, Set<Accepts> accepts) {
    boolean takes(Accepts kind) {
      return accepts.contains(kind);
    }
  }

  /** Decides the result's type; reports arguments that can never suit. */
  @FunctionalInterface
  public interface Typing {
    Type of(Arguments arguments);
  }

  /** Computes the result. */
  @FunctionalInterface
  public interface Body {
    Value call(Arguments arguments);
  }

  /** The parameter for the argument at an index. */
  public Parameter parameter(int index) {
    return index < parameters.size() || rest == null ? parameters.get(index) : rest;
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Puts a function together. */
  public static final class Builder {
    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();
    private @Nullable Parameter rest;
    private boolean partial;
    private boolean mayGiveNull;

    private Builder(String name) {
      this.name = name;
    }

    public Builder takes(String parameter, Type type, Accepts... accepts) {
      parameters.add(parameter(parameter, type, accepts));
      return this;
    }

    public Builder takesAny(String parameter, Type type, Accepts... accepts) {
      rest = parameter(parameter, type, accepts);
      return this;
    }

    private static Parameter parameter(String name, Type type, Accepts... accepts) {
      Set<Accepts> kinds = EnumSet.noneOf(Accepts.class);
      kinds.addAll(List.of(accepts));
      return new Parameter(name, type, kinds);
    }

    Builder partial() {
      partial = true;
      return this;
    }

    Builder mayGiveNull() {
      mayGiveNull = true;
      return this;
    }

    public Function gives(Type result, Body body) {
      return gives(_ -> result, body);
    }

    Function gives(Typing typing, Body body) {
      return new Function(name, List.copyOf(parameters), rest, typing, partial, mayGiveNull, body);
    }
  }
}
