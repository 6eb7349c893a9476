package io.planform.planner.cli.drift;

import io.planform.planner.adopt.Discovery;
import io.planform.planner.cli.project.Project;
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
import org.jspecify.annotations.Nullable;

/** Looks once at everything that a state owns, and at what nobody owns. Takes no lock. */
final class Detection {
  private final Project project;
  private final Shell shell;
  private final PlanRequest request;
  private final DriftRules rules;

  Detection(Project project, Shell shell, PlanRequest request, DriftRules rules) {
    this.project = project;
    this.shell = shell;
    this.request = request;
    this.rules = rules;
  }

  /**
   * @param diagnostics takes what went wrong; after errors the report may lack something
   * @return null if nothing could be looked at
   */
  @Nullable DriftReport run(StateStore store, PlanListener listener, Diagnostics diagnostics)
      throws StoreException {
    Snapshot snapshot = store.snapshot(project.workspace());
    Instant now = Instant.now();
    Evaluation evaluation = project.evaluation(new Disk(shell.directory()));
    try (Providers providers = evaluation.providers()) {
      Plan plan =
          new Planner(evaluation, project.graph(), snapshot, request, listener, diagnostics)
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
