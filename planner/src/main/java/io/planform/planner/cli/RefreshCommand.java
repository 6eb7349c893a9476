package io.planform.planner.cli;

import io.planform.planner.cli.project.ApplyRun;
import io.planform.planner.cli.project.Consent;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code refresh}: {@code apply -refresh-only -auto-approve}, as in Terraform. */
final class RefreshCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("refresh");
    spec.usageMessage()
        .description(
            "Records what changed outside; the same as apply -refresh-only -auto-approve.");
    Flags.planning(spec);
    Flags.locking(spec);
    Flags.brevity(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    boolean json = arguments.hasMatchedOption("-json");
    Shell shell = Flags.brief(arguments, json ? typed.forPrograms() : typed);
    Diagnostics diagnostics = new Diagnostics();
    PlanRequest request = Flags.request(arguments, shell, diagnostics);
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (request.mode() == Plan.Mode.DESTROY || !request.refresh() || !request.replace().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "Flags that contradict each other",
              "refresh only records: it does not take -destroy, -replace or -refresh=false."));
    }
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    return project.withState(
        store ->
            Leasing.hold(
                store,
                project.workspace(),
                wait,
                shell,
                run ->
                    new ApplyRun(project, store, run, request.parallelism(), View.of(shell), shell)
                        .plan(request.in(Plan.Mode.REFRESH_ONLY), Consent.GIVEN)));
  }
}
