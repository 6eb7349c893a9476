package io.planform.planner.cli.workspace;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.project.Workspace;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code workspace new NAME}. */
final class WorkspaceNewCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("new");
    spec.usageMessage().description("Makes a workspace and switches to it.");
    spec.addPositional(name());
    Flags.locking(spec);
    Flags.notBuilt(spec, "-state");
    return spec;
  }

  static PositionalParamSpec name() {
    return PositionalParamSpec.builder()
        .paramLabel("NAME")
        .index("0")
        .arity("1")
        .type(String.class)
        .description("The workspace's name.")
        .build();
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String name = arguments.matchedPositionalValue(0, "");
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, "-state");
    Flags.refuseWithoutLock(arguments, diagnostics);
    Flags.lockTimeout(arguments, diagnostics);
    if (Workspace.isOverridden(shell)) {
      diagnostics.add(
          Diagnostic.error(
              "The workspace is currently overridden using the TF_WORKSPACE environment variable",
              "You cannot create a new workspace when using this setting. To create a new"
                  + " workspace, either unset this environment variable or update it to match the"
                  + " workspace name you are trying to create, and then run this command again."));
    }
    checkName(name, diagnostics);
    shell.report(diagnostics.toList());
    return diagnostics.hasErrors()
        ? ExitCode.ERROR
        : StateReading.open(shell, store -> create(store, name, shell));
  }

  static void checkName(String name, Diagnostics diagnostics) {
    if (!Workspace.isName(name)) {
      diagnostics.add(
          Diagnostic.error(
              "The workspace name \"" + name + "\" is not allowed",
              "The name must contain only URL safe characters, and no path separators."));
    }
  }

  private static int create(StateStore store, String name, Shell shell) throws StoreException {
    if (name.equals(Workspace.DEFAULT) || !store.create(name)) {
      shell.report(
          Diagnostic.error(
              "Workspace \"" + name + "\" already exists",
              "'workspace select " + name + "' switches to it."));
      return ExitCode.ERROR;
    }
    return created(name, shell);
  }

  static int created(String name, Shell shell) {
    return select(
        name,
        "Created and switched to workspace \"" + name + "\"!",
        """

        You're now on a new, empty workspace. Workspaces isolate their state,
        so if you run "planform plan" Planform will not see any existing state
        for this configuration.
        """,
        shell);
  }

  static int select(String name, String headline, String explanation, Shell shell) {
    try {
      Workspace.select(shell, name);
    } catch (IOException e) {
      shell.report(
          Diagnostic.error("The workspace cannot be selected", "Nothing can be written: " + e));
      return ExitCode.ERROR;
    }
    shell.out().println(shell.terminal().palette().paint(Ink.ADD, headline));
    shell.out().print(explanation);
    return ExitCode.DONE;
  }
}
