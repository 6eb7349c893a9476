package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.Walk;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.prior.PriorState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes plans. One instance makes one. */
public final class Planner {
  private final Evaluation evaluation;
  private final Graph<NodeKey> graph;
  private final Snapshot snapshot;
  private final PlanRequest request;
  private final PlanListener listener;
  private final Diagnostics diagnostics;
  private final Diagnostics checks;
  private final ProviderTargets targets;

  /**
   * @param graph of the evaluation's configuration, free of errors
   */
  public Planner(
      Evaluation evaluation,
      Graph<NodeKey> graph,
      Snapshot snapshot,
      PlanRequest request,
      PlanListener listener,
      Diagnostics diagnostics) {
    this(evaluation, graph, snapshot, request, listener, diagnostics, diagnostics);
  }

  /**
   * @param checks takes what the check blocks say as far as it is known: an apply looks again
   */
  public Planner(
      Evaluation evaluation,
      Graph<NodeKey> graph,
      Snapshot snapshot,
      PlanRequest request,
      PlanListener listener,
      Diagnostics diagnostics,
      Diagnostics checks) {
    this.evaluation = evaluation;
    this.graph = graph;
    this.snapshot = snapshot;
    this.request = request;
    this.listener = listener;
    this.diagnostics = diagnostics;
    this.checks = checks;
    this.targets = new ProviderTargets(evaluation, snapshot);
  }

  /** As {@link #attempt}; null if there were errors. */
  public @Nullable Plan plan() {
    Plan plan = attempt();
    return plan == null || plan.errored() ? null : plan;
  }

  /**
   * Evaluates the configuration, reads live objects and compares. The evaluation's scope holds what
   * was found afterwards, and its providers are configured.
   *
   * @return what could be planned, beside errors too; null if nothing can be compared at all
   */
  public @Nullable Plan attempt() {
    Diagnostics own = new Diagnostics();
    Diagnostics scoped = new Diagnostics();
    PriorState prior = PriorState.of(snapshot, evaluation.providers(), own);
    Moves moves = new Moves(evaluation.tree(), own);
    evaluation.ephemeral().begin(listener);
    Plan plan = own.hasErrors() ? null : plan(prior, moves, own, scoped);
    evaluation.ephemeral().end(own);
    if (request.isPartial()) {
      own.add(PARTIAL);
    }
    // What is wrong in a module is wrong in each of its instances, and said once.
    own.toList().stream().distinct().sorted(BY_PLACE).forEach(diagnostics::add);
    scoped.toList().stream().distinct().sorted(BY_PLACE).forEach(checks::add);
    return plan != null && own.hasErrors() ? plan.withErrors() : plan;
  }

  private static final Diagnostic PARTIAL =
      Diagnostic.warning(
          "Resource targeting is in effect",
          "With -target or -exclude a plan may show less than what the configuration asks for. They"
              + " are meant for repairs, not for every day.",
          null);

  /** Work in parallel finds errors in any order; they are shown in that of the files. */
  static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic found) -> found.range() == null ? "" : found.range().file())
          .thenComparing(found -> found.range() == null ? 0 : found.range().start().offset())
          .thenComparing(Diagnostic::summary);

  private Plan plan(PriorState before, Moves moves, Diagnostics own, Diagnostics scoped) {
    Moves.Result moved = moves.apply(before.all());
    PriorState prior = PriorState.of(moved.rows());
    Selection selection = new Selection(request, evaluation.tree(), prior, own);
    selection.check();
    Targeting targeting = new Targeting(request, graph);
    List<ResourceState> read =
        prior.all().stream().filter(row -> targeting.includes(row.address())).toList();
    try (Refresher refresher = new Refresher(evaluation.providers(), read, request, listener)) {
      Planning planning =
          new Planning(evaluation, graph, request, prior, targeting, refresher, own);
      Set<NodeKey> outputs = ConcurrentHashMap.newKeySet();
      selection.checkMoves(moved.origins(), planning.targeting());
      Walk.over(
          graph,
          Integer.MAX_VALUE,
          new Walk.Visitor<>() {
            @Override
            public boolean visit(NodeKey node) throws InterruptedException {
              Diagnostics found = new Diagnostics();
              Planner.this.visit(node, planning, found);
              boolean isOfCheck = node.kind() == NodeKey.Kind.CHECK || isScoped(node);
              for (Diagnostic each : found.toList()) {
                Diagnostic told = isScoped(node) ? each.asWarning() : each;
                (isOfCheck && !told.isError() ? scoped : own).add(told);
              }
              if (node.kind() == NodeKey.Kind.OUTPUT && !found.hasErrors()) {
                outputs.add(node);
              }
              return !found.hasErrors();
            }

            @Override
            public void skip(NodeKey node) {}
          });
      if (!own.hasErrors()) {
        moves.verify(planning, own);
        new GoneBlocks(planning, targets, moved.origins(), own).plan();
        selection.check(planning.allChanges(), planning.targeting());
      }
      return result(planning, moved, outputs, own);
    }
  }

  /** What goes wrong with the data source of a check is told, and stops nothing but the check. */
  private boolean isScoped(NodeKey node) {
    Resource resource = evaluation.block(node);
    return resource != null && resource.check() != null;
  }

  private Plan result(
      Planning planning, Moves.Result moved, Set<NodeKey> evaluated, Diagnostics own) {
    List<ResourceChange> changes = new ArrayList<>(planning.allChanges());
    List<ResourceChange> drift = new ArrayList<>(planning.allDrift());
    Comparator<ResourceChange> order =
        Comparator.comparing(ResourceChange::address).thenComparing(ResourceChange::deposed);
    changes.sort(order);
    drift.sort(order);
    List<ResourceChange> forgotten =
        changes.stream().filter(change -> change.action() == Action.FORGET).toList();
    if (!forgotten.isEmpty()) {
      own.add(forgotten(forgotten));
    }
    HeldData.check(changes, evaluation.providers(), own);
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
        new OutputPlanner(planning, snapshot, own).plan(evaluated),
        planning.allRefusals(),
        moved.origins(),
        planning.allImported(),
        Map.of(),
        planning.allData(),
        planning.allPackages(),
        planning.allUndecided(),
        request.mode() == Plan.Mode.DESTROY
            ? evaluation.conditions().unknownResults()
            : evaluation.conditions().checkResults(!own.hasErrors() && !request.isPartial()),
        request.isPartial(),
        false);
  }

  private void visit(NodeKey node, Planning planning, Diagnostics found)
      throws InterruptedException {
    switch (node.kind()) {
      case BLOCK -> {
        Resource resource = evaluation.block(node);
        if (resource != null) {
          resource(node, resource, planning, found);
        }
      }
      case PROVIDER -> targets.configure(node.module().qualify(node.name()), found);
      case VARIABLE, LOCAL, OUTPUT, CALL, CALL_END -> {
        // What is to be destroyed may be broken: that must not keep it alive.
        boolean destroying = request.mode() == Plan.Mode.DESTROY;
        evaluation.modules().evaluate(node, destroying ? new Diagnostics() : found);
      }
      case CHECK -> {
        if (!planning.targeting().isActive() && request.mode() != Plan.Mode.DESTROY) {
          evaluation.conditions().check(node, true, found);
        }
      }
    }
  }

  private void resource(NodeKey node, Resource block, Planning planning, Diagnostics found)
      throws InterruptedException {
    Schema schema = evaluation.schema(node.module(), block, found);
    ProviderSession session =
        evaluation.providers().session(evaluation.providerOf(node.module(), block));
    if (schema == null || session == null) {
      return;
    }
    boolean plans = request.mode() == Plan.Mode.NORMAL && planning.targeting().includesNode(node);
    if (block.mode() == Mode.EPHEMERAL) {
      if (planning.targeting().opens(node)) {
        evaluation.ephemeral().open(node, found);
      } else {
        evaluation.ephemeral().leaveOut(node);
      }
    } else if (block.mode() == Mode.DATA) {
      if (plans) {
        new DataPlanner(planning, node, block, schema, session, found).plan();
      } else {
        for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
          scope.put(node, new Value.Unknown(Type.DYNAMIC));
        }
      }
    } else if (plans) {
      new BlockPlanner(planning, node, block, schema, session, found).plan();
    } else {
      unplanned(node, block, schema, planning, found);
    }
  }

  /** A block that is destroyed, only refreshed, or left out: its values are those there are. */
  private void unplanned(
      NodeKey node, Resource block, Schema schema, Planning planning, Diagnostics found)
      throws InterruptedException {
    boolean included = planning.targeting().includesNode(node);
    List<ResourceState> rows =
        planning.prior().block(node).stream()
            .filter(row -> included && planning.targeting().includes(row.address()))
            .toList();
    Map<ResourceState, Value.@Nullable Obj> live = planning.refresher().read(rows, schema, found);
    Orphans orphans = new Orphans(planning, schema, found);
    Map<ResourceState, Value> values = new HashMap<>();
    for (ResourceState row : planning.prior().block(node)) {
      Value.Obj object = live.containsKey(row) ? live.get(row) : row.object();
      values.put(row, object == null ? new Value.Unknown(schema.type()) : object);
      if (!live.containsKey(row)) {
        continue;
      }
      boolean destroys = request.mode() == Plan.Mode.DESTROY;
      if (destroys && row.deposed().isEmpty() && block.lifecycle().preventDestroy()) {
        found.add(Orphans.prevented(row, block));
      } else if (destroys) {
        orphans.delete(row, object, Reason.NONE);
      } else {
        orphans.refreshed(row, object);
      }
    }
    new KnownInstances(planning.prior().block(node), values, schema)
        .put(node, block, evaluation.modules());
    if (included && request.mode() == Plan.Mode.REFRESH_ONLY) {
      conditions(block, values, found);
    }
  }

  /** What does not hold of objects that are only looked at stops nothing. */
  private void conditions(Resource block, Map<ResourceState, Value> values, Diagnostics found) {
    Diagnostics own = new Diagnostics();
    values.forEach(
        (row, value) -> {
          ModuleScope scope = evaluation.modules().scope(row.address().module());
          if (scope != null && row.deposed().isEmpty() && block.lifecycle().hasConditions()) {
            BlockInstance instance =
                new BlockInstance(scope, block, Expansion.Instance.of(row.address().key()));
            var _ = evaluation.conditions().preconditions(instance, own);
            var _ = evaluation.conditions().postconditions(instance, value, own);
          }
        });
    own.toList().forEach(each -> found.add(each.asWarning()));
  }

  private static Diagnostic forgotten(List<ResourceChange> changes) {
    return Diagnostic.warning(
            "Some objects will no longer be managed by Planform",
            changes.stream()
                .map(change -> "\n - " + change.address())
                .collect(
                    Collectors.joining(
                        "", "Applying this plan makes the state forget these; they stay:", "")),
            null)
        .withHint("an import block brings an object back under management");
  }
}
