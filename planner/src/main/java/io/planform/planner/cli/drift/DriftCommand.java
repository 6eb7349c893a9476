package io.planform.planner.cli.drift;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftRules;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.render.DriftRenderer;
import io.planform.planner.render.json.DriftJson;
import io.planform.planner.render.json.UiLines;
import io.planform.planner.render.report.DriftFormat;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code drift}: what changed outside since the last apply, who did it, and what nobody manages.
 */
public final class DriftCommand implements Command {
  private static final String FORMATS = String.join(", ", DriftFormat.names());

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("drift");
    spec.usageMessage()
        .description(
            "Shows what is not as it was applied and who changed it, and what no state owns. Changes"
                + " nothing.");
    Flags.variables(spec);
    Flags.input(spec);
    Flags.scope(spec);
    spec.addOption(Flags.flag("-detailed-exitcode", "Answers 2 if anything drifted."));
    spec.addOption(
        Flags.flag("-json", "Prints one JSON object a line, the last of them a report."));
    spec.addOption(Flags.named("-as", "FORMAT", "Prints a document instead: " + FORMATS + "."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    boolean json = arguments.hasMatchedOption("-json");
    Shell shell = json ? typed.forPrograms() : typed;
    Diagnostics diagnostics = new Diagnostics();
    PlanRequest request = Flags.request(arguments, shell, diagnostics);
    String name = arguments.matchedOptionValue("-as", "");
    DriftFormat format = DriftFormat.named(name).orElse(null);
    if (!name.isEmpty() && (format == null || json)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid use of -as", "It is one of " + FORMATS + ", and stands without -json."));
    }
    DriftRules rules = DriftRules.read(shell.directory(), diagnostics);
    shell.report(diagnostics.toList(), rules.sources());
    Project project = diagnostics.hasErrors() ? null : Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    return project.withState(
        store -> {
          Diagnostics found = new Diagnostics();
          DriftReport report =
              new Detection(project, shell, request, rules).run(store, PlanListener.SILENT, found);
          if (report != null) {
            show(report, format, shell);
          }
          project.report(found.toList());
          if (report == null || found.hasErrors()) {
            return ExitCode.ERROR;
          }
          return report.isDrifted() && arguments.hasMatchedOption("-detailed-exitcode")
              ? ExitCode.CHANGES
              : ExitCode.DONE;
        });
  }

  private static void show(DriftReport report, @Nullable DriftFormat format, Shell shell) {
    UiLines ui = shell.ui();
    if (ui != null) {
      ui.drift(DriftRenderer.summary(report), DriftJson.document(report));
    } else if (format != null) {
      shell.out().print(format.render(report));
    } else {
      shell.out().print(new DriftRenderer(shell.terminal().palette()).render(report));
    }
  }
}
