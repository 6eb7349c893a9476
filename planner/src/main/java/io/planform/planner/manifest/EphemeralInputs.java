package io.planform.planner.manifest;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.manifest.InputValues.Assigned;
import io.planform.planner.manifest.InputValues.Option;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of ephemeral variables when a saved plan is applied: no plan may hold them, so that
 * they are given again. All other variables have the values that they had for the plan.
 */
public final class EphemeralInputs {
  private EphemeralInputs() {}

  /**
   * @param planned names of the ephemeral variables that were given a value for the plan
   */
  public static Assigned resolve(
      Configuration configuration,
      Set<String> planned,
      Map<String, String> environment,
      List<Option> options,
      Diagnostics diagnostics) {
    List<Option> accepted = withoutOthers(configuration, options, diagnostics);
    Diagnostics own = new Diagnostics();
    Configuration ephemeral = configuration.withEphemeralVariablesOnly();
    Assigned assigned =
        InputValues.resolve(ephemeral, environment, accepted, InputValues.Prompt.NOBODY, own);
    // That terraform.tfvars gives values to other variables too is as it should be.
    own.toList().stream().filter(Diagnostic::isError).forEach(diagnostics::add);
    boolean fromFile = options.stream().anyMatch(Option.VariableFile.class::isInstance);
    if (fromFile && !own.toList().stream().allMatch(Diagnostic::isError)) {
      diagnostics.add(
          Diagnostic.warning(
              "Values for other than ephemeral variables",
              "Of the files that -var-file names only ephemeral variables take their values: all"
                  + " others have those that they were planned with.",
              null));
    }
    for (Variable variable : ephemeral.variables().values()) {
      boolean given = assigned.given().contains(variable.name());
      if (given && !planned.contains(variable.name())) {
        diagnostics.add(
            Diagnostic.error(
                "Ephemeral variable was not set during planning",
                "The plan was made without a value for the ephemeral variable \""
                    + variable.name()
                    + "\", and is applied without one."));
      } else if (!given && planned.contains(variable.name()) && variable.defaultValue() != null) {
        diagnostics.add(
            Diagnostic.error(
                "No value for required variable",
                "The plan was made with a value for the ephemeral variable \""
                    + variable.name()
                    + "\", which it may not hold: it has to be given again."));
      }
    }
    return assigned;
  }

  private static List<Option> withoutOthers(
      Configuration configuration, List<Option> options, Diagnostics diagnostics) {
    List<Option> accepted = new ArrayList<>();
    for (Option option : options) {
      String text = option instanceof Option.Assignment(String assignment) ? assignment : "";
      String name = text.substring(0, Math.max(0, text.indexOf('='))).strip();
      Variable variable = configuration.variables().get(name);
      if (variable == null || variable.ephemeral()) {
        accepted.add(option);
        continue;
      }
      diagnostics.add(
          Diagnostic.error(
              "Can't set variable when applying a saved plan",
              "The variable \""
                  + name
                  + "\" has the value it was planned with. Only ephemeral variables are given"
                  + " again."));
    }
    return accepted;
  }
}
