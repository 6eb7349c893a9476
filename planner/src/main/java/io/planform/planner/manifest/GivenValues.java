package io.planform.planner.manifest;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.InputValues.Given;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.json.JsonFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects what is given to variables, from wherever it comes; what is taken later wins. */
final class GivenValues {
  /** How many values for undeclared variables are named one by one. */
  private static final int NAMED_UNDECLARED = 2;

  private final Configuration configuration;
  private final Sources sources;
  private final boolean anyName;
  private final Diagnostics diagnostics;
  private final Scope scope;
  private final Map<String, Given> given = new LinkedHashMap<>();

  private int undeclared;

  /**
   * @param anyName whether also variables that nobody declares have values
   */
  GivenValues(
      Configuration configuration, Sources sources, boolean anyName, Diagnostics diagnostics) {
    this.configuration = configuration;
    this.sources = sources;
    this.anyName = anyName;
    this.diagnostics = diagnostics;
    this.scope = new NamelessScope(configuration.directory());
  }

  /** By the names of variables. */
  Map<String, Given> given() {
    return given;
  }

  /** Takes those of {@code TF_VAR_name}. */
  void environment(Map<String, String> environment) {
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
   * Takes the values of the files that are read unasked.
   *
   * @param prefix of the names of the files, in a directory below; else empty
   */
  void automaticFiles(String prefix) {
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

  void option(InputValues.Option option) {
    switch (option) {
      case InputValues.Option.VariableFile(String file) -> file(file);
      case InputValues.Option.Assignment(String text) -> {
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
      Value value = argument.expression().evaluate(scope, diagnostics);
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

  /** Asks for what has no value yet and needs one. */
  void askForTheRest(InputValues.Prompt prompt) {
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
    Value value = expression.evaluate(scope, found);
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
}
