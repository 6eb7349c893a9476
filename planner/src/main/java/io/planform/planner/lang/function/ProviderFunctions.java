package io.planform.planner.lang.function;

import io.planform.planner.lang.function.Function.Accepts;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions of providers, to be called as those of the language. */
public final class ProviderFunctions {
  private ProviderFunctions() {}

  /**
   * @param name as it is called: {@code provider::NAME::FUNCTION}
   */
  public static Function of(String name, ProviderFunction function) {
    Function.Builder builder = Function.named(name).mayGiveNull();
    boolean partial = false;
    for (ProviderFunction.Parameter parameter : function.parameters()) {
      builder.takes(parameter.name(), parameter.type(), accepts(parameter));
      partial |= parameter.unknown();
    }
    ProviderFunction.Parameter variadic = function.variadic();
    if (variadic != null) {
      builder.takesAny(variadic.name(), variadic.type(), accepts(variadic));
      partial |= variadic.unknown();
    }
    if (partial) {
      builder.partial();
    }
    return builder.gives(function.result(), arguments -> call(function, arguments));
  }

  private static Accepts[] accepts(ProviderFunction.Parameter parameter) {
    List<Accepts> accepts = new ArrayList<>();
    if (parameter.nullable()) {
      accepts.add(Accepts.NULL);
    }
    if (parameter.unknown()) {
      accepts.add(Accepts.UNKNOWN);
    }
    if (!accepts.isEmpty()) {
      accepts.add(Accepts.UNTYPED);
    }
    return accepts.toArray(Accepts[]::new);
  }

  private static Value call(ProviderFunction function, Arguments arguments) {
    for (int i = 0; i < arguments.count(); i++) {
      if (!parameter(function, i).unknown() && !arguments.value(i).isWhollyKnown()) {
        return arguments.unknown();
      }
    }
    return switch (function.body().call(arguments.from(0))) {
      case ProviderFunction.Result.Returned(Value value) -> value;
      case ProviderFunction.Result.Refused(int argument, String message) ->
          arguments.fail(argument, message.replaceAll("\\.\\z", ""));
    };
  }

  private static ProviderFunction.Parameter parameter(ProviderFunction function, int index) {
    ProviderFunction.Parameter variadic = function.variadic();
    return index < function.parameters().size() || variadic == null
        ? function.parameters().get(index)
        : variadic;
  }
}
