package io.planform.utility.terraform;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code terraform_remote_state}: the outputs of another configuration's state. The backend {@code
 * local} is a state file of Terraform, {@code sqlite} one of ours.
 */
final class RemoteState implements DataSource {
  private static final Map<String, Set<String>> SETTINGS =
      Map.of("local", Set.of("path", "workspace_dir"), "sqlite", Set.of("path"));

  private static final Declaration DECLARATION =
      Declaration.builder()
          .required("backend", Type.STRING, "Where the state is: local or sqlite.")
          .optional("config", Type.DYNAMIC, "An object: the settings of the backend.")
          .optional("defaults", Type.DYNAMIC, "An object: outputs that the state may lack.")
          .optional("workspace", Type.STRING, "Which of the backend's states; default.")
          .computed("outputs", Type.DYNAMIC, "An object: the outputs of the root module.")
          .build();

  private final Surroundings surroundings;

  RemoteState(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments);
    String backend = arguments.text("backend");
    if (backend != null && !SETTINGS.containsKey(backend)) {
      checks.add(
          "backend",
          "Unsupported backend",
          "States can be read from the backends local and sqlite, not from \"" + backend + "\".");
    }
    for (String name : List.of("config", "defaults")) {
      Value value = configuration.get(name);
      if (!value.isNull() && !value.isUnknown() && value.unmarked().entries() == null) {
        checks.add(name, "Invalid value", "\"" + name + "\" must be an object.");
      }
    }
    Map<String, Value> config = configuration.get("config").unmarked().entries();
    if (backend != null && config != null && SETTINGS.containsKey(backend)) {
      config.forEach((name, value) -> setting(name, value, backend, checks));
    }
    return checks.found();
  }

  private static void setting(String name, Value value, String backend, Checks checks) {
    boolean text = value.unmarked() instanceof Value.Str || value.isNull() || value.isUnknown();
    if (!SETTINGS.getOrDefault(backend, Set.of()).contains(name) || !text) {
      checks.add(
          "config",
          "Invalid setting",
          text
              ? "The backend " + backend + " has no setting \"" + name + "\"."
              : "The setting \"" + name + "\" must be a text.");
    }
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    List<Diagnostic> faults = validate(configuration);
    if (!faults.isEmpty()) {
      return new Read(null, faults);
    }
    Diagnostics diagnostics = new Diagnostics();
    SequencedMap<String, Value> found = outputs(configuration, environment, diagnostics);
    if (found == null || diagnostics.hasErrors()) {
      return Read.failed(diagnostics);
    }
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    Map<String, Value> defaults = configuration.get("defaults").unmarked().entries();
    outputs.putAll(defaults == null ? Map.of() : defaults);
    outputs.putAll(found);
    return Read.of(configuration.with("outputs", new Value.Obj(outputs)));
  }

  private @Nullable SequencedMap<String, Value> outputs(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics) {
    Arguments arguments = new Arguments(configuration);
    Map<String, Value> entries = configuration.get("config").unmarked().entries();
    Arguments config =
        new Arguments(new Value.Obj(new LinkedHashMap<>(entries == null ? Map.of() : entries)));
    String workspace = arguments.text("workspace", "default");
    String path = config.text("path");
    boolean ours = "sqlite".equals(arguments.text("backend"));
    Path file =
        ours
            ? path == null ? null : environment.directory().resolve(path)
            : stateFile(config, workspace, environment.directory());
    SequencedMap<String, Value> outputs =
        ours || file == null
            ? surroundings.outputs(file, workspace, environment, diagnostics)
            : StateFile.outputs(file, surroundings, diagnostics);
    if (outputs == null && !diagnostics.hasErrors()) {
      diagnostics.add(
          Faults.at(
                  "config",
                  "State not found",
                  "There is no state "
                      + (file == null ? "at the default place" : "\"" + file + "\"")
                      + " for the workspace \""
                      + workspace
                      + "\".")
              .withHint("apply the configuration that makes it first"));
    }
    return outputs;
  }

  private static Path stateFile(Arguments config, String workspace, Path directory) {
    return workspace.equals("default")
        ? directory.resolve(config.text("path", "terraform.tfstate"))
        : directory
            .resolve(config.text("workspace_dir", "terraform.tfstate.d"))
            .resolve(workspace)
            .resolve("terraform.tfstate");
  }
}
