package io.planform.planner.manifest;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of input variables. Later sources win: the environment ({@code TF_VAR_name}), {@code
 * terraform.tfvars}, {@code terraform.tfvars.json}, {@code *.auto.tfvars}, {@code .json} and {@code
 * .yaml} in the order of their names, then options in the order in which they were given.
 */
public final class InputValues {
  private final Configuration configuration;
  private final Prompt prompt;
  private final Map<String, Given> given;
  private final Scope scope;
  private final Diagnostics diagnostics;

  private InputValues(
      Configuration configuration,
      Prompt prompt,
      Map<String, Given> given,
      Diagnostics diagnostics) {
    this.configuration = configuration;
    this.prompt = prompt;
    this.given = given;
    this.scope = new NamelessScope(configuration.directory());
    this.diagnostics = diagnostics;
  }

  /** Somebody who may know the value of a variable that nothing else gives. */
  @FunctionalInterface
  public interface Prompt {
    Prompt NOBODY = _ -> null;

    /** Nobody, and what a variable is to be is not known yet. */
    Prompt LATER = variable -> NOBODY.ask(variable);

    /** A value as for {@code -var}; null for none. */
    @Nullable String ask(Variable variable);
  }

  /** An option of the command line. */
  public sealed interface Option {
    /**
     * @param text {@code name=value}
     */
    record Assignment(String text) implements Option {}

    record VariableFile(String file) implements Option {}
  }

  /**
   * What somebody gave a variable, before the variable's type is looked at.
   *
   * @param source as it is named in messages
   * @param range null for what did not come from a file
   */
  public record Given(Value value, String source, @Nullable SourceRange range) {}

  /**
   * Values by variable, of the variables' types; marked where a variable is sensitive. Unknown
   * where an error was reported.
   *
   * @param given names of the variables that do not have their default value
   * @param sources by file name, for source lines of diagnostics
   */
  public record Assigned(
      SequencedMap<String, Value> values, Set<String> given, Map<String, SourceText> sources) {}

  /**
   * All values that there are, of variables that are declared and of others: tests have names of
   * their own.
   *
   * @param folder which has {@code terraform.tfvars} and {@code *.auto.tfvars} of its own that win;
   *     null for none
   */
  static Map<String, Given> gather(
      Configuration configuration,
      Map<String, String> environment,
      List<Option> options,
      @Nullable String folder,
      Sources sources,
      Diagnostics diagnostics) {
    GivenValues values = new GivenValues(configuration, sources, true, diagnostics);
    values.environment(environment);
    values.automaticFiles("");
    options.forEach(values::option);
    if (folder != null) {
      values.automaticFiles(folder + "/");
    }
    return values.given();
  }

  /** Values of a configuration's variables from what was given, and from nowhere else. */
  public static SequencedMap<String, Value> assign(
      Configuration configuration, Map<String, Given> given, Diagnostics diagnostics) {
    return new InputValues(configuration, Prompt.NOBODY, given, diagnostics).values();
  }

  public static Assigned resolve(
      Configuration configuration,
      Map<String, String> environment,
      List<Option> options,
      Prompt prompt,
      Diagnostics diagnostics) {
    Sources sources = new Sources(configuration.directory(), diagnostics);
    GivenValues values = new GivenValues(configuration, sources, false, diagnostics);
    values.environment(environment);
    values.automaticFiles("");
    options.forEach(values::option);
    values.askForTheRest(prompt);
    Map<String, Given> given = values.given();
    return new Assigned(
        new InputValues(configuration, prompt, given, diagnostics).values(),
        Set.copyOf(given.keySet()),
        sources.texts());
  }

  private SequencedMap<String, Value> values() {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    configuration.variables().forEach((name, variable) -> values.put(name, value(variable)));
    return values;
  }

  private Value value(Variable variable) {
    Given explicit = given.get(variable.name());
    String instead = variable.deprecated();
    if (explicit != null && instead != null) {
      diagnostics.add(
          Diagnostic.warning(
              "Deprecated variable used",
              instead,
              explicit.range() == null ? variable.range() : explicit.range()));
    }
    boolean useDefault = explicit == null || (explicit.value().isNull() && !variable.nullable());
    Expression fallback = variable.defaultValue();
    if (useDefault && fallback != null) {
      Value value = fallback.evaluate(scope, diagnostics);
      return converted(variable, value, "its default", fallback.range());
    }
    if (explicit == null && prompt == Prompt.LATER) {
      return new Value.Unknown(variable.type()).marked(variable.marks());
    }
    if (explicit == null) {
      diagnostics.add(
          Diagnostic.error(
                  "No value for required variable",
                  "The variable \""
                      + variable.name()
                      + "\" has no default value, and no value was given.",
                  variable.range())
              .withHint(
                  "Use -var \""
                      + variable.name()
                      + "=…\", a .tfvars file or the environment variable TF_VAR_"
                      + variable.name()
                      + "."));
      return new Value.Unknown(variable.type()).marked(variable.marks());
    }
    if (useDefault) {
      diagnostics.add(
          Diagnostic.error(
              "Required variable not set",
              "The variable \"" + variable.name() + "\" must not be null.",
              explicit.range() == null ? variable.range() : explicit.range()));
    }
    return converted(variable, explicit.value(), explicit.source(), explicit.range());
  }

  private Value converted(
      Variable variable, Value value, String source, @Nullable SourceRange range) {
    Value filled = variable.constraint().withDefaults(value);
    return switch (Conversion.convert(filled, variable.type())) {
      case Conversion.Converted(Value converted) -> converted.marked(variable.marks());
      case Conversion.Refused refused -> {
        diagnostics.add(
            Diagnostic.error(
                "Invalid value for input variable",
                "The value of the variable \""
                    + variable.name()
                    + "\" from "
                    + source
                    + " does not suit its type: "
                    + refused.message()
                    + ".",
                range == null ? variable.range() : range));
        yield new Value.Unknown(variable.type()).marked(variable.marks());
      }
    };
  }
}
