package io.planform.planner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.project.PlanFiles;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.policy.Policies;
import io.planform.planner.render.json.UiLines;
import io.planform.planner.saved.PlanFile;
import io.planform.planner.saved.SavedPlan;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code policy [PLAN]}: asks rules of a saved plan, or of a new one. */
final class PolicyCommand implements Command {
  private static final String POLICY = "-policy";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("policy");
    spec.usageMessage()
        .description(
            "Checks a saved plan, or a new one, against the rules of *.policy.hcl files. Answers 5"
                + " if a rule denies it.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PLAN")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description("Checks this saved plan.")
            .build());
    spec.addOption(
        Flags.repeated(
            POLICY,
            "DIR|FILE",
            "Takes the rules from there, not from this directory. Can be given several times."));
    Flags.planning(spec);
    Flags.lockless(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    Shell shell = arguments.hasMatchedOption("-json") ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    PlanRequest request = Flags.request(arguments, shell, diagnostics);
    Duration _ = Flags.lockTimeout(arguments, diagnostics);
    String file = arguments.matchedPositionalValue(0, "");
    if (!file.isEmpty()) {
      Flags.refuseInputsToo(arguments, "when checking a saved plan", file, diagnostics);
    }
    List<String> places = arguments.matchedOptionValue(POLICY, List.of(""));
    Policies policies = Policies.read(shell.directory(), places, diagnostics);
    shell.report(diagnostics.toList(), policies.sources());
    if (diagnostics.hasErrors()) {
      return ExitCode.ERROR;
    }
    if (file.isEmpty()) {
      Project project = Project.load(shell, arguments);
      SavedPlan plan = project == null ? null : plan(project, request, shell);
      return project == null || plan == null
          ? ExitCode.ERROR
          : check(policies, plan, project, shell);
    }
    return switch (PlanFiles.open(file, shell)) {
      case PlanFiles.Opened.Plan(PlanFile saved) -> {
        boolean complete = PlanFiles.isComplete(saved.plan(), "check", shell);
        Project project = complete ? Project.of(saved.plan(), shell) : null;
        yield project == null ? ExitCode.ERROR : check(policies, saved.plan(), project, shell);
      }
      case PlanFiles.Opened.Refused(int code) -> code;
    };
  }

  /** A new plan; null after a reported error. */
  private static @Nullable SavedPlan plan(Project project, PlanRequest request, Shell shell) {
    try (StateStore store = project.openState()) {
      if (store == null) {
        return null;
      }
      Snapshot snapshot = store.snapshot(project.workspace());
      Plan plan = PlanCommand.plan(project, snapshot, request, shell);
      return plan == null ? null : project.saved(plan, request, snapshot);
    } catch (StoreException e) {
      shell.report(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static int check(Policies policies, SavedPlan plan, Project project, Shell shell) {
    ObjectNode document = PlanFiles.json(plan, project, shell);
    if (document == null) {
      return ExitCode.ERROR;
    }
    Diagnostics found = new Diagnostics();
    Policies.Verdict verdict = policies.check(document, plan.planTime(), found);
    shell.report(found.toList(), policies.sources());
    if (verdict.invalid() > 0) {
      return ExitCode.ERROR;
    }
    String summary =
        "Policy check %s! Rules: %d checked, %d denied, %d warned."
            .formatted(
                verdict.denied() > 0 ? "failed" : "complete",
                verdict.rules(),
                verdict.denied(),
                verdict.warned());
    UiLines ui = shell.ui();
    if (ui == null) {
      shell.out().println(summary);
    } else {
      ui.policies(summary, verdict.rules(), verdict.denied(), verdict.warned());
    }
    return verdict.denied() > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }
}
