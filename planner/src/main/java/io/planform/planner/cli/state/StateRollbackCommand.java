package io.planform.planner.cli.state;

import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.Revisions;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Approval;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.state.StateDifference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Run;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code state rollback -to=REV}: the state says again what it said, and objects stay as they are;
 * with {@code -plan}, a plan that brings the objects back.
 */
final class StateRollbackCommand implements Command {
  private static final String TO = "-to";
  private static final String PLAN = "-plan";
  private static final String OUT = "-out";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("rollback");
    spec.usageMessage()
        .description(
            "Makes the state what it was in an earlier revision, as a new one. Only what is"
                + " recorded changes, and every object stays as it is; -plan is about objects.");
    spec.addOption(
        OptionSpec.builder(TO)
            .paramLabel("REV")
            .type(String.class)
            .required(true)
            .description("The revision, as 'planform state history' lists it.")
            .build());
    spec.addOption(
        Flags.flag(
            PLAN,
            "Changes nothing, and plans to make the objects again what they were, as far as the"
                + " revision tells."));
    spec.addOption(
        OptionSpec.builder(OUT)
            .paramLabel("FILE")
            .type(String.class)
            .description("With -plan, saves the plan, for 'apply FILE' and 'show FILE'.")
            .build());
    Flags.variables(spec);
    Flags.input(spec);
    spec.addOption(Flags.flag("-auto-approve", "Does not ask."));
    StateEditing.dryRun(spec);
    StateEditing.flags(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    boolean plans = arguments.hasMatchedOption(PLAN);
    Shell shell = plans && arguments.hasMatchedOption("-json") ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    if (arguments.hasMatchedOption(OUT) && !plans) {
      diagnostics.add(
          Diagnostic.error("Invalid use of -out", "There is a plan to save with -plan only."));
    }
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    if (plans) {
      return new RollbackPlan(shell)
          .run(
              arguments,
              arguments.matchedOptionValue(TO, ""),
              arguments.matchedOptionValue(OUT, ""));
    }
    return StateReading.open(
        shell,
        store ->
            Leasing.hold(
                store,
                Project.workspace(shell),
                wait,
                shell,
                run -> rollBack(store, run, arguments, shell)));
  }

  private static int rollBack(StateStore store, Run run, ParseResult arguments, Shell shell)
      throws StoreException {
    Diagnostic unsettled = StateEditing.unsettled(run.snapshot());
    if (unsettled != null) {
      shell.report(unsettled);
      return ExitCode.ERROR;
    }
    Revisions revisions = new Revisions(shell);
    Snapshot wanted = revisions.find(store, arguments.matchedOptionValue(TO, ""));
    StateDifference difference =
        wanted == null ? null : revisions.difference(run.snapshot(), wanted);
    if (wanted == null || difference == null) {
      return ExitCode.ERROR;
    }
    boolean json = arguments.hasMatchedOption("-json");
    if (json) {
      revisions.showJson(run.snapshot().revision(), wanted.revision(), difference);
    } else {
      revisions.show(difference);
    }
    if (difference.isEmpty() || arguments.hasMatchedOption("-dry-run")) {
      if (!json) {
        shell.out().println(difference.isEmpty() ? "The state says the same already." : "");
      }
      return ExitCode.DONE;
    }
    warn(difference, shell);
    if (!arguments.hasMatchedOption("-auto-approve") && !isApproved(wanted.revision(), shell)) {
      return ExitCode.ERROR;
    }
    run.finish(
        List.of(new Run.Change.Restore(wanted.revision())),
        "rolled back to revision " + wanted.revision());
    if (!json) {
      shell.out().println("The state says what it said in revision " + wanted.revision() + ".");
      shell.out().println("'planform plan' compares it with what is there.");
    }
    return ExitCode.DONE;
  }

  private static void warn(StateDifference difference, Shell shell) {
    List<String> lost =
        difference.resources().stream()
            .filter(each -> each.after() == null)
            .map(each -> each.any().address().toString())
            .toList();
    if (!lost.isEmpty()) {
      shell.report(
          Diagnostic.warning(
                  "Objects will no longer be managed",
                  "They were made since, and stay: " + String.join(", ", lost) + ".",
                  null)
              .withHint("'planform import' brings one back under management"));
    }
  }

  private static boolean isApproved(long revision, Shell shell) {
    if (!shell.terminal().interactive()) {
      shell.report(
          Diagnostic.error(
                  "Nobody can confirm this", "The input is not a terminal. Nothing was done.")
              .withHint("-auto-approve rolls back without a question"));
      return false;
    }
    boolean approved =
        new Approval(shell)
            .isYes(
                "Shall the state say again what it said in revision " + revision + "?",
                List.of("Objects stay as they are. Only 'yes' will be accepted to confirm."));
    if (!approved) {
      shell.out().println("Rollback cancelled.");
    }
    return approved;
  }
}
