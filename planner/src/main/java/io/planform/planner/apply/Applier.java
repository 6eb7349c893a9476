package io.planform.planner.apply;

import io.planform.planner.config.Configuration.Output;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.Walk;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.CheckResult;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.prior.CheckDocument;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.state.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Carries out a plan. One instance carries out one. */
public final class Applier {
  private final Plan plan;
  private final Evaluation evaluation;
  private final Graph<NodeKey> configured;
  private final Run run;
  private final Journal journal;
  private final ApplyListener listener;
  private final Interruption interruption;
  private final Diagnostics diagnostics = new Diagnostics();

  /**
   * @param evaluation with which the plan was made
   * @param configured the configuration's graph
   * @param run that holds the lease on the state the plan was made from
   */
  public Applier(
      Plan plan,
      Evaluation evaluation,
      Graph<NodeKey> configured,
      Run run,
      ApplyListener listener,
      Interruption interruption) {
    this.plan = plan;
    this.evaluation = evaluation;
    this.configured = configured;
    this.run = run;
    this.journal = new Journal(run);
    this.listener = listener;
    this.interruption = interruption;
  }

  /** Walks the plan, and ends the run whatever came of it. */
  public ApplyResult apply(Parallelism parallelism) {
    Progress progress = new Progress(listener);
    List<Run.Change> findings = new ArrayList<>();
    try {
      if (!plan.target().isEmpty() && !plan.target().equals(run.snapshot().target())) {
        run.recordTarget(plan.target());
      }
      upkeep(progress);
      evaluation.ephemeral().begin(listener);
      try {
        List<DataReading> read = walk(parallelism, progress);
        outputs();
        findings.addAll(
            new DataRecords(plan, run.snapshot())
                .changes(read, isComplete() && progress.notDone().isEmpty()));
      } finally {
        evaluation.ephemeral().end(diagnostics);
      }
      findings.addAll(checks());
      run.finish(findings, summary(progress));
    } catch (StoreException e) {
      journal.breakOff(e, diagnostics);
    }
    return new ApplyResult(
        progress.done(),
        progress.notDone(),
        diagnostics.toList(),
        interruption.isRequested(),
        values());
  }

  /**
   * Records, in one transaction, new addresses, what is imported and forgotten, and what was read
   * of objects that nothing else happens to.
   */
  private void upkeep(Progress progress) throws StoreException {
    List<Run.Change> changes = new ArrayList<>(departures());
    for (ResourceChange change : plan.changes()) {
      ResourceState row = change.recorded();
      if (row != null && isNewRow(change) && !change.action().leavesObject()) {
        changes.add(Records.put(row, change.schema()));
      }
      Value.Obj object = change.before();
      if (change.action() != Action.NO_OP || row == null) {
        continue;
      }
      if (object == null) {
        changes.add(Records.remove(row));
        continue;
      }
      ResourceState now = change.declaration().state(change, object, row.status());
      if (!now.equals(row) || isNewRow(change)) {
        changes.add(Records.put(now, change.schema()));
      }
    }
    if (!changes.isEmpty()) {
      run.write(changes);
    }
    plan.imported().forEach(progress::imported);
  }

  /** Whether the state has no row for the object where it belongs. */
  private boolean isNewRow(ResourceChange change) {
    return plan.moved().containsKey(change.address())
        || (change.deposed().isEmpty() && plan.imported().containsKey(change.address()));
  }

  /** Rows that objects leave: what goes there in their place is written after. */
  private List<Run.Change> departures() {
    List<Run.Change> changes = new ArrayList<>();
    for (ResourceChange change : plan.changes()) {
      Address from = plan.moved().get(change.address());
      if (from != null && change.recorded() != null) {
        changes.add(new Run.Change.Remove(from.toString(), change.deposed()));
      } else if (change.action() == Action.FORGET && change.recorded() != null) {
        changes.add(Records.remove(change.recorded()));
      }
    }
    return changes;
  }

  /** Returns what data sources answered. */
  private List<DataReading> walk(Parallelism parallelism, Progress progress) {
    evaluation.applying();
    Graph<Step> graph = ApplyGraph.of(plan, evaluation, configured);
    progress.expect(graph.nodes());
    StepRunner runner =
        new StepRunner(plan, evaluation, journal, progress, interruption, diagnostics);
    Walk.over(
        graph, parallelism.total(), new ProviderLanes(parallelism, evaluation.providers()), runner);
    return runner.read();
  }

  /** Writes the outputs that are known; after a failure others stay as they were. */
  private void outputs() throws StoreException {
    List<Run.Change> changes = new ArrayList<>();
    for (OutputChange change : plan.outputs()) {
      Output output = evaluation.tree().root().outputs().get(change.name());
      if (change.after() == null || output == null) {
        if (change.before() != null && isComplete()) {
          changes.add(new Run.Change.RemoveOutput(change.name()));
        }
        continue;
      }
      Value value = known(output, change);
      if (value != null && value.isNull()) {
        if (change.before() != null) {
          changes.add(new Run.Change.RemoveOutput(change.name()));
        }
      } else if (value != null && !isRecorded(value, change.before())) {
        changes.add(
            new Run.Change.PutOutput(
                StateDocument.write(output.name(), value, value.containsSensitive())));
      }
    }
    if (!changes.isEmpty()) {
      run.write(changes);
    }
  }

  /** What is known of conditions now. */
  private List<Run.Change> checks() {
    List<CheckResult> results = evaluation.conditions().checkResults(plan.checks());
    String document = results.isEmpty() ? null : CheckDocument.write(results).toString();
    return Objects.equals(document, run.snapshot().checks())
        ? List.of()
        : List.of(new Run.Change.PutChecks(document));
  }

  private static boolean isRecorded(Value value, @Nullable Value before) {
    return before != null
        && value.revealed().equals(before.revealed())
        && value.containsSensitive() == before.containsSensitive();
  }

  private boolean isComplete() {
    return !diagnostics.hasErrors() && !interruption.isRequested();
  }

  private @Nullable Value known(Output output, OutputChange change) {
    Value planned = change.after();
    if (planned != null && planned.isWhollyKnown() && output.preconditions().isEmpty()) {
      return planned;
    }
    Diagnostics own = new Diagnostics();
    Value value =
        evaluation.conditions().permits(output, own)
            ? evaluation.output(output, own)
            : new Value.Unknown(Type.DYNAMIC);
    if (isComplete()) {
      diagnostics.addAll(own.toList());
    }
    return own.hasErrors() || !value.isWhollyKnown() ? null : value;
  }

  private SequencedMap<String, Value> values() {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    if (plan.mode() == Plan.Mode.DESTROY) {
      return values;
    }
    for (OutputChange change : plan.outputs()) {
      Output output = evaluation.tree().root().outputs().get(change.name());
      Value value = output == null ? null : known(output, change);
      if (value != null && !value.isNull()) {
        values.put(change.name(), value);
      }
    }
    return values;
  }

  private String summary(Progress progress) {
    String done =
        "%d created, %d updated, %d deleted"
            .formatted(
                progress.count(Work.CREATE),
                progress.count(Work.UPDATE),
                progress.count(Work.DELETE));
    return progress.notDone().isEmpty() ? done : done + ", not finished";
  }
}
