package io.planform.planner.lang;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that expressions can call.
 *
 * @param rest of any number of further arguments; null if there are none
 * @param result type, as far as it does not depend on the arguments
 * @param partial whether it is called with arguments that are not wholly known; otherwise its
 *     result is then unknown
 * @param marked whether it is called with marked arguments; otherwise marks are taken off, and put
 *     on the result
 */
record Function(
    String name,
    List<Parameter> parameters,
    @Nullable Parameter rest,
    Type result,
    boolean partial,
    boolean marked,
    Body body) {

  /**
   * @param nullable whether null is an argument
   */
  record Parameter(String name, Type type, boolean nullable) {}

  interface Body {
    Value call(Arguments arguments);
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  /** Puts a function together. */
  static final class Builder {
    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();
    private @Nullable Parameter rest;
    private boolean partial;
    private boolean marked;

    private Builder(String name) {
      this.name = name;
    }

    Builder takes(String parameter, Type type) {
      parameters.add(new Parameter(parameter, type, false));
      return this;
    }

    Builder takesNullable(String parameter, Type type) {
      parameters.add(new Parameter(parameter, type, true));
      return this;
    }

    Builder takesAny(String parameter, Type type) {
      rest = new Parameter(parameter, type, false);
      return this;
    }

    Builder takesAnyNullable(String parameter, Type type) {
      rest = new Parameter(parameter, type, true);
      return this;
    }

    Builder partial() {
      partial = true;
      return this;
    }

    /** For what only moves values about: their marks go with them. */
    Builder structural() {
      partial = true;
      marked = true;
      return this;
    }

    Function gives(Type result, Body body) {
      return new Function(name, List.copyOf(parameters), rest, result, partial, marked, body);
    }
  }
}
