package io.planform.planner.cli;

import io.planform.planner.cli.adoption.GeneratedFile;
import io.planform.planner.cli.project.PlanFiles;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.lang.file.RecordedFiles;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.render.PlanSummary;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code plan}: shows what an apply would do. Takes no lock. */
final class PlanCommand implements Command {
  private static final String[] NOT_BUILT = {"-show-sensitive"};

  private static final String GENERATE = "-generate-config-out";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("plan");
    spec.usageMessage().description("Shows what an apply would change.");
    Flags.planning(spec);
    Flags.lockless(spec);
    spec.addOption(
        OptionSpec.builder("-out")
            .paramLabel("FILE")
            .type(String.class)
            .description("Saves the plan, for 'apply FILE' and 'show FILE'.")
            .build());
    spec.addOption(
        OptionSpec.builder(GENERATE)
            .paramLabel("FILE")
            .type(String.class)
            .description("Writes the blocks that import blocks are for and nobody has declared.")
            .build());
    spec.addOption(
        Flags.flag("-detailed-exitcode", "Answers 2 if there are changes, 0 if there are none."));
    Flags.brevity(spec);
    spec.addOption(Flags.flag("-json", "Prints one JSON object a line, for programs."));
    spec.addOption(
        OptionSpec.builder("-summary")
            .paramLabel("FORMAT")
            .type(String.class)
            .description("Prints counts, addresses and actions only, without values: json.")
            .build());
    Flags.notBuilt(spec, NOT_BUILT);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell typed) {
    boolean isJson = arguments.hasMatchedOption("-json");
    Shell shell = Flags.brief(arguments, isJson ? typed.forPrograms() : typed);
    Diagnostics diagnostics = new Diagnostics();
    Flags.refuse(arguments, diagnostics, NOT_BUILT);
    PlanRequest request = Flags.request(arguments, shell, diagnostics);
    Duration _ = Flags.lockTimeout(arguments, diagnostics);
    boolean summary = arguments.hasMatchedOption("-summary");
    if (summary && (!arguments.matchedOptionValue("-summary", "").equals("json") || isJson)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid use of -summary", "It is written -summary=json, and stands without -json."));
    }
    GeneratedFile generated =
        arguments.hasMatchedOption(GENERATE)
            ? GeneratedFile.named(
                arguments.matchedOptionValue(GENERATE, ""), request.mode(), shell, diagnostics)
            : null;
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Project project = Project.load(shell, arguments);
    if (project == null) {
      return ExitCode.ERROR;
    }
    try (StateStore store = project.openState()) {
      if (store == null) {
        return ExitCode.ERROR;
      }
      Snapshot snapshot = store.snapshot(project.workspace());
      View view = View.of(shell);
      PlanListener listener = summary ? PlanListener.SILENT : view.refreshing();
      if (generated != null) {
        project = generated.complete(project, snapshot);
        if (project == null) {
          return ExitCode.ERROR;
        }
      }
      RecordedFiles files = new RecordedFiles(new Disk(shell.directory()));
      Plan plan = attempt(project, snapshot, request, files, listener, diagnostics);
      if (plan != null && generated != null) {
        plan = generated.mark(plan);
      }
      if (plan != null && summary) {
        shell.out().println(PlanSummary.json(plan));
      } else if (plan != null) {
        view.plan(plan);
      }
      project.report(diagnostics.toList());
      if (plan == null) {
        return ExitCode.ERROR;
      }
      if (generated != null && generated.isWritten() && !summary) {
        view.generated(arguments.matchedOptionValue(GENERATE, ""));
      }
      String file = arguments.matchedOptionValue("-out", "");
      if (!file.isEmpty()) {
        if (!PlanFiles.write(file, project.saved(plan, request, snapshot), files, shell)) {
          return ExitCode.ERROR;
        }
        if (!plan.isEmpty() && !plan.errored() && !summary) {
          view.saved(file);
        }
      }
      project.report(plan.refusals().stream().map(Diagnostic::asWarning).toList());
      if (plan.errored()) {
        return ExitCode.ERROR;
      }
      boolean detailed = arguments.hasMatchedOption("-detailed-exitcode");
      return detailed && !plan.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
    } catch (StoreException e) {
      shell.report(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    }
  }

  /** A fresh plan; null after a reported error. */
  static @Nullable Plan plan(Project project, Snapshot snapshot, PlanRequest request, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    Disk files = new Disk(shell.directory());
    Plan plan = attempt(project, snapshot, request, files, PlanListener.SILENT, diagnostics);
    project.report(diagnostics.toList());
    return plan == null || plan.errored() ? null : plan;
  }

  /** A fresh plan, with errors too; null if nothing could be planned. */
  private static @Nullable Plan attempt(
      Project project,
      Snapshot snapshot,
      PlanRequest request,
      FileAccess files,
      PlanListener listener,
      Diagnostics diagnostics) {
    if (!snapshot.unfinished().isEmpty()) {
      diagnostics.add(
          Diagnostic.warning(
              "An earlier run did not end",
              "What became of "
                  + snapshot.unfinished().size()
                  + " of its operations is not known yet; the next apply finds out first, so that"
                  + " it may plan something else.",
              null));
    }
    Evaluation evaluation = project.evaluation(files);
    try (Providers _ = evaluation.providers()) {
      return new Planner(evaluation, project.graph(), snapshot, request, listener, diagnostics)
          .attempt();
    }
  }
}
