package io.planform.planner.cli.drift;

import io.planform.planner.adopt.Discovery;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.drift.DriftDetection;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftReport.Unmanaged;
import io.planform.planner.drift.DriftRules;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ChangeHistory;
import io.planform.spi.provider.ChangeHistory.Change;
import io.planform.spi.provider.Provider;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Looks at everything that a state owns, and at what nobody owns. Takes no lock. */
final class Detection {
  private final ParseResult arguments;
  private final Shell shell;
  private final PlanRequest request;

  private Detection(ParseResult arguments, Shell shell, PlanRequest request) {
    this.arguments = arguments;
    this.shell = shell;
    this.request = request;
  }

  /** The flags that say what is looked at. */
  static void declare(CommandSpec spec) {
    Flags.variables(spec);
    Flags.input(spec);
    Flags.scope(spec);
  }

  static Detection of(ParseResult arguments, Shell shell, Diagnostics diagnostics) {
    return new Detection(arguments, shell, Flags.request(arguments, shell, diagnostics));
  }

  /**
   * Looks once, at manifests and rules as they are now. What goes wrong is reported after what was
   * found.
   *
   * @param show takes the report; after errors it may lack something, or there is none
   * @return whether it went without errors
   */
  boolean look(Consumer<DriftReport> show) {
    Diagnostics diagnostics = new Diagnostics();
    DriftRules rules = DriftRules.read(shell.directory(), diagnostics);
    shell.report(diagnostics.toList(), rules.sources());
    Project project = diagnostics.hasErrors() ? null : Project.load(shell, arguments);
    return project != null
        && project.withState(
                store -> {
                  Diagnostics found = new Diagnostics();
                  DriftReport report = report(project, rules, store, found);
                  if (report != null) {
                    show.accept(report);
                  }
                  project.report(found.toList());
                  return report == null || found.hasErrors() ? ExitCode.ERROR : ExitCode.DONE;
                })
            == ExitCode.DONE;
  }

  private @Nullable DriftReport report(
      Project project, DriftRules rules, StateStore store, Diagnostics diagnostics)
      throws StoreException {
    Snapshot snapshot = store.snapshot(project.workspace());
    Instant now = Instant.now();
    Evaluation evaluation = project.evaluation(new Disk(shell.directory()));
    try (Providers providers = evaluation.providers()) {
      PlanListener silent = PlanListener.SILENT;
      Plan plan =
          new Planner(evaluation, project.graph(), snapshot, request, silent, diagnostics)
              .attempt();
      if (plan == null) {
        return null;
      }
      var detection = new DriftDetection(plan, snapshot, store.history(project.workspace()));
      Map<String, List<Change>> changes = new HashMap<>();
      detection
          .since()
          .forEach(
              (provider, since) ->
                  changes.put(provider, changes(provider, since, providers, diagnostics)));
      DriftRules.Kept kept = rules.keep(detection.objects(changes), now);
      return new DriftReport(
          now.truncatedTo(ChronoUnit.SECONDS),
          plan.target().isEmpty() ? "local" : plan.target(),
          snapshot.revision(),
          DriftDetection.causes(kept.objects()),
          request.isPartial() ? new TreeMap<>() : unmanaged(evaluation, snapshot, diagnostics),
          kept.ignored());
    }
  }

  private static List<Change> changes(
      String provider, Instant since, Providers providers, Diagnostics diagnostics) {
    if (!(providers.session(provider) instanceof ChangeHistory session)) {
      return List.of();
    }
    ChangeHistory.History history = session.changes(since);
    // What drifted is known whether or not the server tells who did it.
    history.diagnostics().forEach(problem -> diagnostics.add(problem.asWarning()));
    return history.changes();
  }

  private SequencedMap<Address, Unmanaged> unmanaged(
      Evaluation evaluation, Snapshot snapshot, Diagnostics diagnostics) {
    SequencedMap<Address, Unmanaged> unmanaged = new TreeMap<>();
    RecordedState state = RecordedState.of(snapshot, evaluation.providers(), diagnostics);
    Discovery discovery = new Discovery(evaluation, diagnostics);
    for (Provider provider : shell.providers()) {
      if (!provider.listedTypes().isEmpty()) {
        discovery.look(provider, provider.name(), state.resources());
      }
    }
    SequencedMap<Address, String> blocks = discovery.blocks().texts();
    discovery
        .blocks()
        .ids()
        .forEach(
            (address, id) ->
                unmanaged.put(address, new Unmanaged(id, blocks.getOrDefault(address, ""))));
    return unmanaged;
  }
}
