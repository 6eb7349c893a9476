package io.planform.planner.cli.workspace;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.project.Workspace;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code workspace list}. */
final class WorkspaceListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("list");
    spec.usageMessage().description("Lists the workspaces; a star marks the current one.");
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return StateReading.open(shell, store -> list(store, shell));
  }

  private static int list(StateStore store, Shell shell) throws StoreException {
    TreeSet<String> names = new TreeSet<>(store.workspaces());
    names.remove(Workspace.DEFAULT);
    print(Workspace.DEFAULT, shell);
    names.forEach(name -> print(name, shell));
    shell.out().println();
    if (Workspace.isOverridden(shell)) {
      shell
          .out()
          .println(
              """


              The active workspace is being overridden using the TF_WORKSPACE environment
              variable.
              """);
    }
    return ExitCode.DONE;
  }

  private static void print(String name, Shell shell) {
    shell.out().println((name.equals(Workspace.selected(shell)) ? "* " : "  ") + name);
  }
}
