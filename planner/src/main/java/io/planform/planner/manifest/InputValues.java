package io.planform.planner.manifest;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.json.JsonFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of input variables. Later sources win: the environment ({@code TF_VAR_name}), {@code
 * terraform.tfvars}, {@code terraform.tfvars.json}, {@code *.auto.tfvars}, {@code .json} and {@code
 * .yaml} in the order of their names, then options in the order in which they were given.
 */
public final class InputValues {
  /** How many values for undeclared variables are named one by one. */
  private static final int NAMED_UNDECLARED = 2;

  private final Configuration configuration;
  private final Diagnostics diagnostics;
  private final Sources sources;
  private final Prompt prompt;
  private final boolean anyName;
  private final Map<String, Given> given = new LinkedHashMap<>();

  private int undeclared;

  private InputValues(
      Configuration configuration,
      Prompt prompt,
      Sources sources,
      boolean anyName,
      Diagnostics diagnostics) {
    this.configuration = configuration;
    this.prompt = prompt;
    this.sources = sources;
    this.anyName = anyName;
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
    InputValues inputs = new InputValues(configuration, Prompt.NOBODY, sources, true, diagnostics);
    inputs.environment(environment);
    inputs.automaticFiles("");
    options.forEach(inputs::option);
    if (folder != null) {
      inputs.automaticFiles(folder + "/");
    }
    return inputs.given;
  }

  /** Values of a configuration's variables from what was given, and from nowhere else. */
  public static SequencedMap<String, Value> assign(
      Configuration configuration, Map<String, Given> given, Diagnostics diagnostics) {
    Sources none = new Sources(configuration.directory(), diagnostics);
    InputValues inputs = new InputValues(configuration, Prompt.NOBODY, none, true, diagnostics);
    inputs.given.putAll(given);
    return inputs.values();
  }

  public static Assigned resolve(
      Configuration configuration,
      Map<String, String> environment,
      List<Option> options,
      Prompt prompt,
      Diagnostics diagnostics) {
    Sources sources = new Sources(configuration.directory(), diagnostics);
    InputValues inputs = new InputValues(configuration, prompt, sources, false, diagnostics);
    inputs.environment(environment);
    inputs.automaticFiles("");
    options.forEach(inputs::option);
    inputs.askForTheRest();
    return new Assigned(inputs.values(), Set.copyOf(inputs.given.keySet()), inputs.sources.texts());
  }

  private void environment(Map<String, String> environment) {
    configuration
        .variables()
        .forEach(
            (name, variable) -> {
              String text = environment.get("TF_VAR_" + name);
              if (text != null) {
                String source = "the environment variable TF_VAR_" + name;
                given.put(name, new Given(parse(variable, text, source), source, null));
              }
            });
  }

  /**
   * @param prefix of the names of the files, in a directory below; else empty
   */
  private void automaticFiles(String prefix) {
    for (String name : List.of("terraform.tfvars", "terraform.tfvars.json")) {
      if (Files.exists(configuration.directory().resolve(prefix + name))) {
        file(prefix + name);
      }
    }
    Path directory = configuration.directory().resolve(prefix);
    if (!prefix.isEmpty() && !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(path -> path.getFileName().toString())
          .filter(
              name ->
                  name.endsWith(".auto.tfvars")
                      || name.endsWith(".auto.tfvars.json")
                      || name.endsWith(".auto.tfvars.yaml"))
          .sorted()
          .forEach(name -> file(prefix + name));
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable directory", "The directory " + directory + " cannot be read."));
    }
  }

  private void option(Option option) {
    switch (option) {
      case Option.VariableFile(String file) -> file(file);
      case Option.Assignment(String text) -> {
        int equals = text.indexOf('=');
        if (equals < 1) {
          diagnostics.add(
              Diagnostic.error(
                  "Invalid -var option",
                  "It has the form -var \"name=value\"; there is no \"=\" behind a name."));
          return;
        }
        String name = text.substring(0, equals).strip();
        Variable variable = configuration.variables().get(name);
        if (variable == null && anyName) {
          given.put(name, new Given(Value.of(text.substring(equals + 1)), "the option -var", null));
          return;
        }
        if (variable == null) {
          diagnostics.add(
              Diagnostic.error(
                  "Value for undeclared variable",
                  "A variable named \""
                      + name
                      + "\" was assigned on the command line, but the configuration does not"
                      + " declare it."
                      + NearMatch.question(name, configuration.variables().keySet())));
          return;
        }
        String source = "the option -var " + name;
        given.put(
            name, new Given(parse(variable, text.substring(equals + 1), source), source, null));
      }
    }
  }

  private void file(String name) {
    SourceText source = sources.read(name);
    if (source == null) {
      return;
    }
    Body body =
        switch (ManifestName.language(name)) {
          case HCL -> HclFile.parse(source, diagnostics);
          case JSON -> JsonFile.values(source, diagnostics);
          case YAML -> YamlFile.values(source, diagnostics);
        };
    for (Body.Block block : body.blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unexpected block",
              "A file of variable values has arguments only: "
                  + block.type()
                  + " = { … } assigns an object.",
              block.range()));
    }
    for (Body.Argument argument : body.arguments().values()) {
      if (!anyName && !configuration.variables().containsKey(argument.name())) {
        undeclared(argument);
        continue;
      }
      Value value = argument.expression().evaluate(scope(), diagnostics);
      given.put(argument.name(), new Given(value, source.file(), argument.expression().range()));
    }
  }

  /** A file may serve many configurations: what one of them does not have is no error. */
  private void undeclared(Body.Argument argument) {
    undeclared++;
    if (undeclared <= NAMED_UNDECLARED) {
      diagnostics.add(
          Diagnostic.warning(
              "Value for undeclared variable",
              "The configuration does not declare a variable named \""
                  + argument.name()
                  + "\"."
                  + NearMatch.question(argument.name(), configuration.variables().keySet()),
              argument.nameRange()));
    } else if (undeclared == NAMED_UNDECLARED + 1) {
      diagnostics.add(
          Diagnostic.warning(
              "Values for undeclared variables",
              "There are more values for variables that the configuration does not declare.",
              argument.nameRange()));
    }
  }

  private void askForTheRest() {
    configuration
        .variables()
        .forEach(
            (name, variable) -> {
              String text =
                  given.containsKey(name) || variable.defaultValue() != null
                      ? null
                      : prompt.ask(variable);
              if (text != null) {
                String source = "the answer";
                given.put(name, new Given(parse(variable, text, source), source, null));
              }
            });
  }

  /** Text for a variable that holds text or a simple value is that text; for others, HCL. */
  private Value parse(Variable variable, String text, String source) {
    Type type = variable.type();
    if (type instanceof Type.Primitive || type instanceof Type.DynamicType) {
      return Value.of(text);
    }
    SourceText lines = new SourceText("<value of " + variable.name() + ">", text);
    Diagnostics found = new Diagnostics();
    Expression expression = ExpressionParser.parse(text, lines, found);
    Value value = expression.evaluate(scope(), found);
    if (found.hasErrors()) {
      Diagnostic first = found.toList().getFirst();
      diagnostics.add(
          Diagnostic.error(
              "Invalid value for variable",
              "The value that "
                  + source
                  + " gives is not a valid expression: "
                  + first.summary()
                  + (variable.sensitive() ? "." : ". " + first.detail())));
    }
    return value;
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
      Value value = fallback.evaluate(scope(), diagnostics);
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

  /** Where nothing can be named. */
  private Scope scope() {
    return new Scope() {
      @Override
      public Scope.Resolved resolve(Reference reference, Diagnostics found) {
        found.add(
            Diagnostic.error(
                "Variables not allowed", "Variables may not be used here.", reference.range()));
        return new Scope.Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
      }

      @Override
      public Path baseDirectory() {
        return configuration.directory();
      }
    };
  }
}
