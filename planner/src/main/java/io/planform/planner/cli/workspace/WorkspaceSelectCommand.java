package io.planform.planner.cli.workspace;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.project.Workspace;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code workspace select NAME}. */
final class WorkspaceSelectCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("select");
    spec.usageMessage().description("Switches to another workspace.");
    spec.addPositional(WorkspaceNewCommand.name());
    spec.addOption(Flags.bool("-or-create", "Makes the workspace if it does not exist (false)."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String name = arguments.matchedPositionalValue(0, "");
    Diagnostics diagnostics = new Diagnostics();
    if (Workspace.isOverridden(shell)) {
      diagnostics.add(
          Diagnostic.error(
              "The selected workspace is currently overridden using the TF_WORKSPACE environment"
                  + " variable",
              "To select a new workspace, either update this environment variable or unset it and"
                  + " then run this command again."));
    }
    WorkspaceNewCommand.checkName(name, diagnostics);
    shell.report(diagnostics.toList());
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    boolean create = Flags.isTrue(arguments, "-or-create", false);
    return StateReading.open(shell, store -> select(store, name, create, shell));
  }

  private static int select(StateStore store, String name, boolean create, Shell shell)
      throws StoreException {
    if (name.equals(Workspace.selected(shell))) {
      return ExitCode.DONE;
    }
    if (name.equals(Workspace.DEFAULT) || store.workspaces().contains(name)) {
      return WorkspaceNewCommand.select(name, "Switched to workspace \"" + name + "\".", "", shell);
    }
    if (create) {
      store.create(name);
      return WorkspaceNewCommand.created(name, shell);
    }
    shell.report(missing(name));
    return ExitCode.ERROR;
  }

  static Diagnostic missing(String name) {
    return Diagnostic.error(
        "Workspace \"" + name + "\" doesn't exist.",
        "You can create this workspace with the \"new\" subcommand or include the \"-or-create\""
            + " flag with the \"select\" subcommand.");
  }
}
