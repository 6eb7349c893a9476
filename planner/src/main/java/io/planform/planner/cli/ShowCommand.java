package io.planform.planner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.project.PlanFiles;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.HumanView;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.render.StateRenderer;
import io.planform.planner.render.json.ProviderNames;
import io.planform.planner.render.json.StateJson;
import io.planform.planner.render.report.PlanReport;
import io.planform.planner.render.text.JsonText;
import io.planform.planner.saved.PlanFile;
import io.planform.planner.saved.SavedPlan;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code show [PLAN]}: the whole state, or a saved plan. */
final class ShowCommand implements Command {
  private static final String FORMATS = String.join(" or ", PlanReport.names());

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("show");
    spec.usageMessage().description("Shows every object and output of the state, or a saved plan.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PLAN")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description("Shows this saved plan.")
            .build());
    spec.addOption(
        Flags.flag("-json", "Prints Terraform's JSON format, sensitive values in clear."));
    spec.addOption(
        OptionSpec.builder("-as")
            .paramLabel("FORMAT")
            .type(String.class)
            .description("Prints a saved plan as a report: " + FORMATS + ".")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    boolean json = arguments.hasMatchedOption("-json");
    String file = arguments.matchedPositionalValue(0, "");
    String format = arguments.matchedOptionValue("-as", "");
    if (!format.isEmpty()) {
      return report(format, file, json, shell);
    }
    if (file.isEmpty()) {
      return StateReading.open(shell, store -> show(store, json, shell));
    }
    return switch (PlanFiles.open(file, shell)) {
      case PlanFiles.Opened.Plan(PlanFile plan) -> {
        if (json) {
          yield json(plan.plan(), shell);
        }
        new HumanView(shell).plan(plan.plan().plan());
        yield ExitCode.DONE;
      }
      case PlanFiles.Opened.Refused(int code) -> code;
    };
  }

  private static int report(String format, String file, boolean json, Shell shell) {
    PlanReport report = PlanReport.named(format).orElse(null);
    if (report == null || file.isEmpty() || json) {
      shell.report(
          Diagnostic.error(
              "Invalid use of -as",
              "The flag -as takes "
                  + FORMATS
                  + ", makes a report of a saved plan, and stands without -json: show -as=html"
                  + " plan.out."));
      return ExitCode.ERROR;
    }
    return switch (PlanFiles.open(file, shell)) {
      case PlanFiles.Opened.Plan(PlanFile plan) -> {
        shell.out().print(report.render(plan.plan().plan()));
        yield ExitCode.DONE;
      }
      case PlanFiles.Opened.Refused(int code) -> code;
    };
  }

  private static int json(SavedPlan saved, Shell shell) {
    Project project = Project.of(saved, shell);
    ObjectNode document = project == null ? null : PlanFiles.json(saved, project, shell);
    if (document == null) {
      return ExitCode.ERROR;
    }
    JsonText.print(document, shell.out());
    return ExitCode.DONE;
  }

  private static int show(StateStore store, boolean json, Shell shell) throws StoreException {
    Snapshot snapshot = store.snapshot(Project.workspace(shell));
    RecordedState state = StateReading.recorded(snapshot, shell);
    if (state == null) {
      return ExitCode.ERROR;
    }
    if (json) {
      try (Providers providers = new Providers(shell.providers())) {
        ConfigurationTree tree =
            ConfigurationLoader.load(shell.directory(), new Diagnostics()).tree();
        JsonText.print(
            new StateJson(new ProviderNames(tree, providers)).document(state), shell.out());
      }
      return ExitCode.DONE;
    }
    if (state.isEmpty()) {
      shell
          .out()
          .println(
              snapshot.revision() == 0
                  ? "No state."
                  : "The state file is empty. No resources are represented.");
      return ExitCode.DONE;
    }
    try (Providers providers = new Providers(shell.providers())) {
      shell.out().print(new StateRenderer(providers).render(state));
    }
    return ExitCode.DONE;
  }
}
