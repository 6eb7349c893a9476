package io.planform.planner.cli.workspace;

import io.planform.planner.cli.project.Workspace;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostics;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code workspace show}: the one that commands work with. */
final class WorkspaceShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("show");
    spec.usageMessage().description("Prints the name of the current workspace.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Workspace.check(shell, diagnostics);
    shell.report(diagnostics.toList());
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    shell.out().println(Workspace.selected(shell));
    return ExitCode.DONE;
  }
}
