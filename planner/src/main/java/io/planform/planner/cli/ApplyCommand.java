package io.planform.planner.cli;

import io.planform.planner.cli.project.ApplyRun;
import io.planform.planner.cli.project.Consent;
import io.planform.planner.cli.project.Leasing;
import io.planform.planner.cli.project.PlanFiles;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.saved.PlanFile;
import io.planform.planner.saved.SavedPlan;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Run;
import io.planform.store.state.StateStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code apply}, and {@code destroy}, which is the same with {@code -destroy}. */
final class ApplyCommand implements Command {
  private static final String[] NOT_BUILT = {
    "-summary", "-show-sensitive",
  };

  private final String name;
  private final boolean destroy;

  private ApplyCommand(String name, boolean destroy) {
    this.name = name;
    this.destroy = destroy;
  }

  static ApplyCommand apply() {
    return new ApplyCommand("apply", false);
  }

  static ApplyCommand destroy() {
    return new ApplyCommand("destroy", true);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .description(
            destroy
                ? "Destroys everything that is managed here."
                : "Plans, asks, and carries out what was planned.");
    Flags.planning(spec);
    Flags.locking(spec);
    spec.addOption(Flags.flag("-auto-approve", "Does not ask."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PLAN")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description(
                destroy ? "Refused: apply carries out plans." : "Carries out this saved plan.")
            .build());
    Flags.brevity(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    Flags.notBuilt(spec, NOT_BUILT);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    boolean json = arguments.hasMatchedOption("-json");
    Shell shell = Flags.brief(arguments, json ? typed.forPrograms() : typed);
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, NOT_BUILT);
    String file = arguments.matchedPositionalValue(0, "");
    PlanRequest request = Flags.request(arguments, shell, diagnostics);
    Duration wait = Flags.lockTimeout(arguments, diagnostics);
    Flags.refuseWithoutLock(arguments, diagnostics);
    if (destroy && request.mode() == Plan.Mode.REFRESH_ONLY) {
      diagnostics.add(
          Diagnostic.error(
              "Flags that contradict each other", "destroy does not take -refresh-only."));
    }
    if (json && file.isEmpty() && !arguments.hasMatchedOption("-auto-approve")) {
      diagnostics.add(
          Diagnostic.error(
              "Plan file or auto-approve required",
              "With -json nobody is asked. Apply a saved plan, or add -auto-approve."));
    }
    if (!file.isEmpty()) {
      refuseWithPlan(file, arguments, diagnostics);
    }
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    if (!file.isEmpty()) {
      return switch (PlanFiles.open(file, shell)) {
        case PlanFiles.Opened.Plan(PlanFile plan) ->
            saved(file, plan, Flags.inputs(arguments), request, wait, shell);
        case PlanFiles.Opened.Refused(int code) -> code;
      };
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    PlanRequest wanted = destroy ? request.in(Plan.Mode.DESTROY) : request;
    Consent consent =
        arguments.hasMatchedOption("-auto-approve")
            ? Consent.GIVEN
            : Consent.asked(shell, project.workspace(), Flags.asks(arguments, shell));
    return run(
        project,
        null,
        wait,
        shell,
        (store, run) ->
            new ApplyRun(project, store, run, request.parallelism(), View.of(shell), shell)
                .plan(wanted, consent));
  }

  /** What only a new plan could heed. */
  private void refuseWithPlan(String file, ParseResult arguments, Diagnostics diagnostics) {
    if (destroy) {
      diagnostics.add(
          Diagnostic.error(
                  "Destroy can't be called with a plan file",
                  "If this plan was made by 'plan -destroy', apply destroys what it says.")
              .withHint("planform apply \"" + file + "\""));
    }
    Flags.refuseWithPlan(arguments, "when applying a saved plan", file, diagnostics);
  }

  private static int saved(
      String name,
      PlanFile file,
      List<InputValues.Option> inputs,
      PlanRequest request,
      Duration wait,
      Shell shell) {
    SavedPlan saved = file.plan();
    if (!PlanFiles.isComplete(saved, "apply", shell)) {
      return ExitCode.ERROR;
    }
    if (!saved.workspace().equals(Project.workspace(shell))) {
      shell.report(
          Diagnostic.error(
                  "The plan was made for another workspace",
                  "It is a plan for the workspace \""
                      + saved.workspace()
                      + "\", and the current one is \""
                      + Project.workspace(shell)
                      + "\".")
              .withHint("TF_WORKSPACE=" + saved.workspace() + " selects the other one"));
      return ExitCode.ERROR;
    }
    Project project = Project.of(saved, inputs, shell);
    FileAccess files = PlanFiles.carried(name, file, shell);
    return project == null || files == null
        ? ExitCode.ERROR
        : run(
            project,
            file.digest(),
            wait,
            shell,
            (store, run) ->
                new ApplyRun(project, store, run, request.parallelism(), View.of(shell), shell)
                    .saved(saved, files));
  }

  /** What is done while the state is held. */
  @FunctionalInterface
  private interface Held {
    int with(StateStore store, Run run) throws StoreException;
  }

  private static int run(
      Project project, @Nullable String planHash, Duration wait, Shell shell, Held held) {
    return project.withState(
        store ->
            Leasing.hold(
                store, project.workspace(), wait, planHash, shell, run -> held.with(store, run)));
  }
}
