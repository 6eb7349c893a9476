package io.planform.planner.config;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;

/** Whether a call gives the variables of the module that it calls, and nothing else. */
final class CallArguments {
  private CallArguments() {}

  static void check(ModuleCall call, Configuration called, Diagnostics diagnostics) {
    for (Body.Argument argument : call.arguments().arguments().values()) {
      if (!called.variables().containsKey(argument.name())) {
        diagnostics.add(
            Diagnostic.error(
                "Unsupported argument",
                "An argument named \""
                    + argument.name()
                    + "\" is not expected here: the module declares no such variable."
                    + NearMatch.question(argument.name(), called.variables().keySet()),
                argument.nameRange()));
      }
    }
    called
        .variables()
        .forEach(
            (name, variable) -> {
              if (variable.defaultValue() == null
                  && !call.arguments().arguments().containsKey(name)) {
                diagnostics.add(
                    Diagnostic.error(
                        "Missing required argument",
                        "The argument \""
                            + name
                            + "\" is required: the variable that "
                            + variable.range().file()
                            + ":"
                            + variable.range().start().line()
                            + " declares has no default.",
                        call.range()));
              }
            });
  }
}
