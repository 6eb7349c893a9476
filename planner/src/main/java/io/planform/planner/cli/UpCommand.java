package io.planform.planner.cli;

import io.planform.planner.cli.host.BackgroundHost;
import io.planform.planner.cli.host.Deployed;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code up}: the quick start, from manifests to functions that answer on this machine. */
final class UpCommand implements Command {
  private static final String AUTO_APPROVE = "-auto-approve";
  private static final String LOCAL = "local";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("up");
    spec.usageMessage()
        .description(
            "Starts the runtime host on this machine, applies to it, and says what to try.");
    Flags.variables(spec);
    spec.addOption(
        Flags.flag(
            AUTO_APPROVE,
            "Asks neither before applying nor before installing a container engine."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("0..1")
            .index("0")
            .type(String.class)
            .description("The root module; by default the current directory.")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String typed = arguments.matchedPositionalValue(0, "");
    Path directory = shell.directory().resolve(typed).normalize();
    if (!Files.isDirectory(directory)) {
      shell.report(Diagnostic.error("No such directory", directory + " is not a directory."));
      return ExitCode.ERROR;
    }
    List<InputValues.Option> inputs = Flags.inputs(arguments);
    // A manifest that cannot be applied starts nothing.
    Project project = Project.load(shell.in(directory), inputs, InputValues.Prompt.NOBODY);
    if (project == null || !isLocal(project)) {
      return ExitCode.ERROR;
    }
    boolean approved = arguments.hasMatchedOption(AUTO_APPROVE);
    int started = BackgroundHost.start(shell, approved);
    int applied = started == ExitCode.DONE ? apply(directory, inputs, approved, shell) : started;
    return applied == ExitCode.DONE ? showWhatToTry(project, typed, shell) : applied;
  }

  /** Whatever the manifests say, this command never reaches beyond this machine. */
  private static boolean isLocal(Project project) {
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = project.evaluation();
    try (Providers providers = evaluation.providers()) {
      var blocks = project.configuration().providers();
      evaluation.sessions().configure(blocks.keySet(), project.graph(), diagnostics);
      blocks.forEach(
          (key, block) -> {
            ProviderSession session = providers.session(key);
            if (session != null && !session.target().equals(LOCAL)) {
              diagnostics.add(elsewhere(block, session.target()));
            }
          });
    }
    project.report(diagnostics.toList());
    return !diagnostics.hasErrors();
  }

  private static Diagnostic elsewhere(ProviderBlock block, String target) {
    return Diagnostic.error(
            "'up' only uses the local host",
            "This provider block leads to " + target + ". Nothing was done.",
            block.range())
        .withHint("planform apply applies to it");
  }

  private static int apply(
      Path directory, List<InputValues.Option> inputs, boolean approved, Shell shell) {
    List<String> line = new ArrayList<>(List.of("apply"));
    for (InputValues.Option input : inputs) {
      line.add(
          switch (input) {
            case InputValues.Option.Assignment(String text) -> "-var=" + text;
            case InputValues.Option.VariableFile(String file) -> "-var-file=" + file;
          });
    }
    if (approved) {
      line.add(AUTO_APPROVE);
    }
    return shell.run(directory, line.toArray(String[]::new));
  }

  private static int showWhatToTry(Project project, String typed, Shell shell) {
    String command = shell.environment().getOrDefault("PLANFORM_COMMAND", "planform");
    return project.withState(
        store -> {
          shell
              .out()
              .print(
                  Deployed.of(store.snapshot(project.workspace()))
                      .commandsToTry(typed.isEmpty() ? command : command + " -chdir=" + typed));
          return ExitCode.DONE;
        });
  }
}
