package io.planform.planner.cli.state;

import io.planform.planner.cli.project.PlanFiles;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.Revisions;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.project.TerraformBlock;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.view.View;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.lang.file.RecordedFiles;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.rollback.EarlierConfiguration;
import io.planform.planner.rollback.EarlierObjects;
import io.planform.planner.rollback.ProviderSettings;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code state rollback -plan}: brings back the objects of an earlier revision. */
final class RollbackPlan {
  private final Shell shell;
  private final View view;

  RollbackPlan(Shell shell) {
    this.shell = shell;
    this.view = View.of(shell);
  }

  /** A plan, with what it was made from. */
  private record Attempt(
      Project project,
      PlanRequest request,
      RecordedFiles files,
      EarlierObjects objects,
      Plan plan) {}

  /**
   * @param revision as it was typed
   * @param file that takes the plan; empty for none
   */
  int run(ParseResult arguments, String revision, String file) {
    Project present = Project.load(shell, arguments);
    if (present == null) {
      return ExitCode.ERROR;
    }
    return present.withState(
        store -> {
          Snapshot now = store.snapshot(present.workspace());
          Diagnostic unsettled = StateEditing.unsettled(now);
          if (unsettled != null) {
            shell.report(unsettled);
            return ExitCode.ERROR;
          }
          Snapshot earlier = new Revisions(shell).find(store, revision);
          Attempt attempt = earlier == null ? null : attempt(present, now, earlier);
          return attempt == null ? ExitCode.ERROR : show(attempt, now, file);
        });
  }

  private int show(Attempt attempt, Snapshot now, String file) {
    view.plan(attempt.plan());
    List<String> leftOut = leftOut(attempt.objects());
    if (!leftOut.isEmpty()) {
      shell.report(
          Diagnostic.warning(
              "Not everything can be brought back",
              "The plan leaves these objects as they are, and these outputs out:"
                  + String.join("", leftOut),
              null));
    }
    if (!file.isEmpty()) {
      Project project = attempt.project();
      if (!PlanFiles.write(
          file, project.saved(attempt.plan(), attempt.request(), now), attempt.files(), shell)) {
        return ExitCode.ERROR;
      }
      if (!attempt.plan().isEmpty() && !attempt.plan().errored()) {
        view.saved(file);
      }
    }
    return attempt.plan().errored() ? ExitCode.ERROR : ExitCode.DONE;
  }

  private static List<String> leftOut(EarlierObjects objects) {
    List<String> lines = new ArrayList<>();
    objects.leftOut().forEach((address, why) -> lines.add("\n - " + address + ": " + why));
    objects.leftOutOutputs().forEach((name, why) -> lines.add("\n - output." + name + ": " + why));
    return lines;
  }

  /**
   * Plans until it is known which objects are made anew: what refers to them is to refer to the new
   * ones. Null after a reported error.
   */
  private @Nullable Attempt attempt(Project present, Snapshot now, Snapshot earlier) {
    RecordedState then = StateReading.recorded(earlier, shell);
    RecordedState today = then == null ? null : StateReading.recorded(now, shell);
    SequencedMap<String, ProviderSettings> settings =
        then == null || today == null ? null : settings(present, then, today);
    if (then == null || today == null || settings == null) {
      return null;
    }
    Set<Address> made = new HashSet<>();
    PlanListener listener = view.refreshing();
    try (Providers providers = new Providers(shell.providers())) {
      while (true) {
        EarlierObjects objects = new EarlierObjects(then, today, made, providers);
        EarlierConfiguration configuration = new EarlierConfiguration(objects, settings);
        Project project =
            Project.of(
                shell,
                configuration.sources(TerraformBlock.of(present.configuration())),
                EarlierConfiguration.VARIABLE,
                configuration.recorded());
        Attempt attempt = project == null ? null : plan(project, objects, today, now, listener);
        if (attempt == null || objects.expects(created(attempt.plan()))) {
          return attempt;
        }
        made.addAll(created(attempt.plan()));
        listener = PlanListener.SILENT;
      }
    }
  }

  private static Set<Address> created(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.action().creates())
        .map(ResourceChange::address)
        .collect(Collectors.toSet());
  }

  private @Nullable Attempt plan(
      Project project,
      EarlierObjects objects,
      RecordedState today,
      Snapshot now,
      PlanListener listener) {
    Set<Target> excluded =
        today.resources().stream()
            .map(ResourceState::address)
            .filter(objects.leftOut()::containsKey)
            .map(Target.Block::new)
            .collect(Collectors.toSet());
    PlanRequest request =
        new PlanRequest(Plan.Mode.NORMAL, true, Set.of(), excluded, Set.of(), Parallelism.USUAL);
    RecordedFiles files = new RecordedFiles(new Disk(shell.directory()));
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = project.evaluation(files);
    Plan plan;
    try (Providers _ = evaluation.providers()) {
      plan =
          new Planner(evaluation, project.graph(), now, request, listener, diagnostics).attempt();
    }
    if (plan == null || plan.errored()) {
      project.report(diagnostics.toList());
    }
    return plan == null ? null : new Attempt(project, request, files, objects, plan);
  }

  /** What the manifests say of providers now; null after a reported error. */
  private @Nullable SequencedMap<String, ProviderSettings> settings(
      Project present, RecordedState then, RecordedState today) {
    Set<String> keys =
        Stream.of(then, today)
            .flatMap(state -> state.resources().stream())
            .map(ResourceState::provider)
            .filter(key -> ProviderAddress.parse(key).module().isRoot())
            .collect(Collectors.toCollection(TreeSet::new));
    SequencedMap<String, ProviderSettings> settings = new LinkedHashMap<>();
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = present.evaluation();
    try (Providers _ = evaluation.providers()) {
      evaluation.sessions().configure(keys, present.graph(), diagnostics);
      evaluation.ephemeral().end(diagnostics);
      for (String key : diagnostics.hasErrors() ? Set.<String>of() : keys) {
        evaluation
            .sessions()
            .settings(key, diagnostics)
            .ifPresent(
                found -> settings.put(key, new ProviderSettings(found.schema(), found.value())));
      }
    }
    present.report(diagnostics.toList());
    return diagnostics.hasErrors() ? null : settings;
  }
}
