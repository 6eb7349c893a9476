package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.Walk;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.state.OutputRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes plans. One instance makes one. */
public final class Planner {
  private final Evaluation evaluation;
  private final Graph<String> graph;
  private final Snapshot snapshot;
  private final PlanRequest request;
  private final PlanListener listener;
  private final Diagnostics diagnostics;

  /**
   * @param graph of the evaluation's configuration, free of errors
   */
  public Planner(
      Evaluation evaluation,
      Graph<String> graph,
      Snapshot snapshot,
      PlanRequest request,
      PlanListener listener,
      Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.graph = graph;
    this.snapshot = snapshot;
    this.request = request;
    this.listener = listener;
    this.diagnostics = diagnostics;
  }

  /**
   * Evaluates the configuration, reads live objects and compares. The evaluation's scope holds what
   * was found afterwards, and its providers are configured.
   *
   * @return null if there were errors
   */
  public @Nullable Plan plan() {
    Diagnostics own = new Diagnostics();
    PriorState prior = PriorState.of(snapshot, evaluation.providers(), own);
    Plan plan = own.hasErrors() ? null : plan(prior, own);
    own.toList().stream().sorted(BY_PLACE).forEach(diagnostics::add);
    return own.hasErrors() ? null : plan;
  }

  /** Work in parallel finds errors in any order; they are shown in that of the files. */
  static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic found) -> found.range() == null ? "" : found.range().file())
          .thenComparing(found -> found.range() == null ? 0 : found.range().start().offset())
          .thenComparing(Diagnostic::summary);

  private Plan plan(PriorState prior, Diagnostics own) {
    try (Refresher refresher = new Refresher(evaluation.providers(), request, listener)) {
      Planning planning = new Planning(evaluation, graph, request, prior, refresher);
      Walk.over(
          graph,
          Integer.MAX_VALUE,
          new Walk.Visitor<>() {
            @Override
            public boolean visit(String node) throws InterruptedException {
              Diagnostics found = new Diagnostics();
              Planner.this.visit(node, planning, found);
              boolean scoped = isScoped(node);
              found.toList().forEach(each -> own.add(scoped ? each.asWarning() : each));
              return !found.hasErrors();
            }

            @Override
            public void skip(String node) {}
          });
      if (!own.hasErrors()) {
        forget(planning, own);
      }
      return result(planning, own);
    }
  }

  /** What goes wrong with the data source of a check is told, and stops nothing but the check. */
  private boolean isScoped(String node) {
    Resource resource = evaluation.configuration().resources().get(node);
    return resource != null && resource.check() != null;
  }

  private Plan result(Planning planning, Diagnostics own) {
    List<ResourceChange> changes = new ArrayList<>(planning.allChanges());
    List<ResourceChange> drift = new ArrayList<>(planning.allDrift());
    Comparator<ResourceChange> order =
        Comparator.comparing(ResourceChange::address).thenComparing(ResourceChange::deposed);
    changes.sort(order);
    drift.sort(order);
    List<String> targets = evaluation.providers().targets();
    String recorded = snapshot.target();
    String target = !targets.isEmpty() ? targets.getFirst() : recorded == null ? "" : recorded;
    return new Plan(
        request.mode(),
        target,
        snapshot.lineage(),
        snapshot.revision(),
        changes,
        drift,
        own.hasErrors() ? List.of() : outputs(planning, own),
        planning.allRefusals(),
        planning.allUndecided());
  }

  private void visit(String node, Planning planning, Diagnostics found)
      throws InterruptedException {
    Resource resource = evaluation.configuration().resources().get(node);
    if (resource != null) {
      resource(resource, planning, found);
    } else if (node.startsWith("local.")) {
      // What is to be destroyed may be broken: that must not keep it alive.
      boolean destroying = request.mode() == Plan.Mode.DESTROY;
      evaluation.local(node.substring("local.".length()), destroying ? new Diagnostics() : found);
    } else if (node.startsWith("provider.")) {
      configure(node.substring("provider.".length()), found);
    } else if (request.mode() == Plan.Mode.NORMAL) {
      look(node, planning, found);
    }
  }

  private void look(String node, Planning planning, Diagnostics found) {
    Variable variable = evaluation.configuration().variables().get(NodeKey.name("var.", node));
    Check check = evaluation.configuration().checks().get(NodeKey.name("check.", node));
    if (variable != null) {
      evaluation.validate(variable, found);
    } else if (check != null && planning.targeting().includesWhole(node)) {
      evaluation.check(check, true, found);
    }
  }

  private void configure(String key, Diagnostics found) {
    if (!evaluation.configure(key, found)) {
      return;
    }
    ProviderSession session = evaluation.providers().session(key);
    String recorded = snapshot.target();
    String target = session == null ? "" : session.target();
    boolean holdsObjects = !snapshot.resources().isEmpty();
    if (!target.isEmpty() && holdsObjects && recorded != null && !target.equals(recorded)) {
      found.add(
          Diagnostic.error(
                  "The state belongs to another target",
                  "Its objects live at "
                      + recorded
                      + ", but the configuration of the provider "
                      + key
                      + " leads to "
                      + target
                      + ". Applying would make everything a second time there.")
              .withHint("use another workspace or state for the other target"));
    }
  }

  private void resource(Resource block, Planning planning, Diagnostics found)
      throws InterruptedException {
    Schema schema = evaluation.schema(block, found);
    ProviderSession session = evaluation.providers().session(ConfigurationGraph.providerOf(block));
    if (schema == null || session == null) {
      return;
    }
    boolean plans =
        request.mode() == Plan.Mode.NORMAL && planning.targeting().includesNode(block.key());
    if (block.mode() == Mode.DATA) {
      if (plans) {
        new DataPlanner(planning, block, schema, session, found).plan();
      } else {
        evaluation.scope().put(block.key(), new Value.Unknown(Type.DYNAMIC));
      }
    } else if (plans) {
      new BlockPlanner(planning, block, schema, session, found).plan();
    } else {
      unplanned(block.key(), Expansion.repetition(block), schema, planning, found);
    }
  }

  /** A block that is destroyed, only refreshed, or left out: its values are those there are. */
  private void unplanned(
      String key,
      Expansion.Repetition repetition,
      Schema schema,
      Planning planning,
      Diagnostics found)
      throws InterruptedException {
    boolean included = planning.targeting().includesNode(key);
    List<ResourceState> rows =
        planning.prior().block(key).stream()
            .filter(row -> included && planning.targeting().includes(row.address()))
            .toList();
    Map<ResourceState, Value.@Nullable Obj> live = planning.refresher().read(rows, schema, found);
    Orphans orphans = new Orphans(planning, schema, found);
    Map<ResourceState, Value> values = new HashMap<>();
    for (ResourceState row : planning.prior().block(key)) {
      Value.Obj object = live.containsKey(row) ? live.get(row) : row.object();
      values.put(row, object == null ? new Value.Unknown(schema.type()) : object);
      if (!live.containsKey(row)) {
        continue;
      }
      if (request.mode() == Plan.Mode.DESTROY) {
        orphans.delete(row, object, Reason.NONE);
      } else {
        orphans.refreshed(row, object);
      }
    }
    evaluation
        .scope()
        .put(key, KnownInstances.value(planning.prior().block(key), values, repetition, schema));
  }

  /** Blocks that the state knows and the configuration does not. */
  private void forget(Planning planning, Diagnostics own) {
    SequencedSet<String> gone = new TreeSet<>(planning.prior().blocks());
    gone.removeAll(evaluation.configuration().resources().keySet());
    for (String block : gone) {
      ResourceState first = planning.prior().block(block).getFirst();
      String provider = first.provider();
      Schema schema = evaluation.providers().schema(provider, Mode.MANAGED, first.address().type());
      if (schema == null || !planning.targeting().includesNode(block)) {
        continue;
      }
      if (evaluation.providers().session(provider) == null) {
        configure(provider, own);
      }
      try {
        forget(planning.prior().block(block), schema, planning, own);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forget(List<ResourceState> rows, Schema schema, Planning planning, Diagnostics own)
      throws InterruptedException {
    Orphans orphans = new Orphans(planning, schema, own);
    Map<ResourceState, Value.@Nullable Obj> live = planning.refresher().read(rows, schema, own);
    for (ResourceState row : rows) {
      if (!live.containsKey(row) || !planning.targeting().includes(row.address())) {
        continue;
      }
      switch (request.mode()) {
        case REFRESH_ONLY -> orphans.refreshed(row, live.get(row));
        case DESTROY -> orphans.delete(row, live.get(row), Reason.NONE);
        case NORMAL ->
            orphans.delete(
                row,
                live.get(row),
                row.deposed().isEmpty() ? Reason.DELETE_NO_CONFIGURATION : Reason.DELETE_DEPOSED);
      }
    }
  }

  private List<OutputChange> outputs(Planning planning, Diagnostics own) {
    Map<String, OutputRow> before = new HashMap<>();
    snapshot.outputs().forEach(row -> before.put(row.name(), row));
    List<OutputChange> changes = new ArrayList<>();
    for (Output output : evaluation.configuration().outputs().values()) {
      OutputRow row = before.remove(output.name());
      Value old = row == null ? null : read(row, own);
      boolean included = planning.targeting().includesWhole(NodeKey.output(output.name()));
      Value now = request.mode() == Plan.Mode.DESTROY ? null : included ? output(output, own) : old;
      if (now != null && now.isNull()) {
        now = null;
      }
      if (old != null || now != null) {
        changes.add(new OutputChange(output.name(), old, now, output.sensitive()));
      }
    }
    for (OutputRow row : before.values()) {
      Value old = read(row, own);
      Value now = planning.targeting().isActive() ? old : null;
      changes.add(new OutputChange(row.name(), old, now, row.sensitive()));
    }
    changes.sort(Comparator.comparing(OutputChange::name));
    return changes;
  }

  private Value output(Output output, Diagnostics own) {
    return evaluation.permits(output, own)
        ? evaluation.output(output, own)
        : new Value.Unknown(Type.DYNAMIC);
  }

  private static @Nullable Value read(OutputRow row, Diagnostics own) {
    try {
      return StateDocument.read(row);
    } catch (StateDocument.MalformedException e) {
      own.add(Diagnostic.error("The state cannot be read", String.valueOf(e.getMessage())));
      return null;
    }
  }
}
