package io.planform.planner.cli.state;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.Revisions;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.StateDifference;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state diff REV [REV]}: what became different between two revisions. */
final class StateDiffCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("diff");
    spec.usageMessage().description("Shows what became different between two revisions.");
    spec.addPositional(revision("0", "1", "FROM", "The older one; 0 is the empty state."));
    spec.addPositional(revision("1", "0..1", "TO", "The newer one; by default the newest."));
    spec.addOption(Flags.flag("-json", "Prints one JSON object, without values."));
    return spec;
  }

  private static PositionalParamSpec revision(
      String index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index(index)
        .arity(arity)
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return StateReading.open(shell, store -> diff(store, arguments, shell));
  }

  private static int diff(StateStore store, ParseResult arguments, Shell shell)
      throws StoreException {
    Revisions revisions = new Revisions(shell);
    Snapshot before = revisions.find(store, arguments.matchedPositionalValue(0, ""));
    String newer = arguments.matchedPositionalValue(1, "");
    Snapshot after =
        before == null
            ? null
            : newer.isEmpty()
                ? store.snapshot(Project.workspace(shell))
                : revisions.find(store, newer);
    StateDifference difference =
        before == null || after == null ? null : revisions.difference(before, after);
    if (before == null || after == null || difference == null) {
      return ExitCode.ERROR;
    }
    if (arguments.hasMatchedOption("-json")) {
      revisions.showJson(before.revision(), after.revision(), difference);
    } else if (difference.isEmpty()) {
      shell.out().println("No differences.");
    } else {
      revisions.show(difference);
    }
    return ExitCode.DONE;
  }
}
