package io.planform.planner.cli.workspace;

import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.project.Workspace;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import io.planform.store.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code workspace delete NAME}: its state, with all revisions. */
final class WorkspaceDeleteCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("delete");
    spec.usageMessage().description("Deletes a workspace with its state and all revisions of it.");
    spec.addPositional(WorkspaceNewCommand.name());
    spec.addOption(
        Flags.flag(
            "-force", "Deletes it though it tracks resources, which then live on unmanaged."));
    Flags.locking(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String name = arguments.matchedPositionalValue(0, "");
    Diagnostics diagnostics = new Diagnostics();
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    WorkspaceNewCommand.checkName(name, diagnostics);
    shell.report(diagnostics.toList());
    return diagnostics.hasErrors()
        ? ExitCode.ERROR
        : StateReading.open(
            shell, store -> delete(store, name, arguments.hasMatchedOption("-force"), wait, shell));
  }

  private static int delete(
      StateStore store, String name, boolean force, Duration wait, Shell shell)
      throws StoreException {
    if (!name.equals(Workspace.DEFAULT) && !store.workspaces().contains(name)) {
      shell.report(WorkspaceSelectCommand.missing(name));
      return ExitCode.ERROR;
    }
    if (name.equals(Workspace.selected(shell))) {
      shell.report(
          Diagnostic.error(
              "Workspace \"" + name + "\" is your active workspace.",
              "You cannot delete the currently active workspace. Please switch to another workspace"
                  + " and try again."));
      return ExitCode.ERROR;
    }
    if (name.equals(Workspace.DEFAULT)) {
      shell.report(
          Diagnostic.error("cannot delete default state", "The default workspace always exists."));
      return ExitCode.ERROR;
    }
    return Leasing.hold(store, name, wait, shell, run -> delete(run, name, force, shell));
  }

  private static int delete(Run run, String name, boolean force, Shell shell)
      throws StoreException {
    List<ResourceRow> resources = PriorState.managed(run.snapshot());
    if (!resources.isEmpty() && !force) {
      shell.report(notEmpty(name, resources));
      return ExitCode.ERROR;
    }
    run.deleteState();
    shell
        .out()
        .println(shell.terminal().palette().paint(Ink.ADD, "Deleted workspace \"" + name + "\"!"));
    if (!resources.isEmpty()) {
      shell
          .out()
          .println(
              shell
                  .terminal()
                  .palette()
                  .paint(
                      Ink.CHANGE,
                      "WARNING: \""
                          + name
                          + "\" was non-empty.\n"
                          + "The resources managed by the deleted workspace may still exist,\n"
                          + "but are no longer manageable by Planform since the state has\n"
                          + "been deleted.\n"));
    }
    return ExitCode.DONE;
  }

  private static Diagnostic notEmpty(String name, List<ResourceRow> resources) {
    return Diagnostic.error(
        "Workspace is not empty",
        "Workspace \"%s\" is currently tracking the following resource instances:\n%s\n\n%s"
            .formatted(
                name,
                resources.stream()
                    .map(row -> "  - " + row.address())
                    .distinct()
                    .collect(Collectors.joining("\n")),
                """
                Deleting this workspace would cause Planform to lose track of any associated \
                remote objects, which would then require you to delete them manually outside of \
                Planform. You should destroy these objects with Planform before deleting the \
                workspace.

                If you want to delete this workspace anyway, and have Planform forget about these \
                managed objects, use the -force option to disable this safety check."""));
  }
}
