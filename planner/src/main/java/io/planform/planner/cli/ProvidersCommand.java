package io.planform.planner.cli;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.ProviderRequirements;
import io.planform.planner.render.graph.ProviderTree;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code providers}: what the modules require. */
final class ProvidersCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("providers");
    spec.usageMessage().description("Prints the providers that each module requires.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Project project = Project.withoutInputs(shell);
    if (project == null) {
      return ExitCode.ERROR;
    }
    shell.out().println("\nProviders required by configuration:");
    shell.out().println(ProviderTree.render(ProviderRequirements.of(project.tree())));
    return ExitCode.DONE;
  }
}
