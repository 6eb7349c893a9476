package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings an evaluation to where the making of a plan left it, from the plan: providers are
 * configured, and every name has the value it had. Nothing is read and nothing is compared.
 */
public final class Restoration {
  private final Plan plan;
  private final PlanRequest request;
  private final Evaluation evaluation;
  private final Graph<NodeKey> graph;
  private final Diagnostics diagnostics;
  private final Map<Address, Value> values = new HashMap<>();
  private PriorState prior = PriorState.of(List.of());

  /**
   * @param request that the plan answers
   * @param evaluation with the values of the root's variables
   */
  public Restoration(
      Plan plan,
      PlanRequest request,
      Evaluation evaluation,
      Graph<NodeKey> graph,
      Diagnostics diagnostics) {
    this.plan = plan;
    this.request = request;
    this.evaluation = evaluation;
    this.graph = graph;
    this.diagnostics = diagnostics;
  }

  /**
   * @param snapshot the revision that the plan was made from
   */
  public void restore(Snapshot snapshot) {
    PriorState recorded = PriorState.of(snapshot, evaluation.providers(), diagnostics);
    prior = PriorState.of(new Moves(evaluation.tree(), diagnostics).apply(recorded.all()).rows());
    prior.all().forEach(row -> put(row.address(), row.deposed(), row.object()));
    plan.data().forEach(reading -> values.put(reading.address(), reading.object()));
    plan.changes().forEach(this::put);
    Targeting targeting = new Targeting(request, graph);
    graph.inOrder().forEach(node -> visit(node, targeting));
    plan.changes().forEach(change -> configure(change.provider()));
  }

  private void put(ResourceChange change) {
    Value.Obj value =
        plan.mode() == Plan.Mode.NORMAL && change.after() != null
            ? change.after()
            : change.before();
    if (change.address().mode() == Mode.DATA) {
      values.putIfAbsent(change.address(), value == null ? UNKNOWN : value);
    } else {
      put(change.address(), change.deposed(), value == null ? UNKNOWN : value);
    }
  }

  private static final Value UNKNOWN = new Value.Unknown(Type.DYNAMIC);

  private void put(Address address, String deposed, Value value) {
    if (deposed.isEmpty()) {
      values.put(address, value);
    }
  }

  private void visit(NodeKey node, Targeting targeting) {
    switch (node.kind()) {
      case BLOCK -> {
        Resource block = evaluation.block(node);
        if (evaluation.ephemeral().contains(node)) {
          ephemeral(node, targeting);
        } else if (block != null) {
          boolean included = targeting.includesNode(node);
          block(node, block, included && plan.mode() == Plan.Mode.NORMAL);
        }
      }
      case PROVIDER -> configure(node.module().qualify(node.name()));
      case VARIABLE, LOCAL, OUTPUT, CALL, CALL_END -> {
        boolean destroying = plan.mode() == Plan.Mode.DESTROY;
        evaluation.modules().evaluate(node, destroying ? new Diagnostics() : diagnostics);
      }
      case CHECK -> {}
    }
  }

  private void ephemeral(NodeKey node, Targeting targeting) {
    if (targeting.opens(node)) {
      evaluation.ephemeral().await(node);
    } else {
      evaluation.ephemeral().leaveOut(node);
    }
  }

  private void configure(String key) {
    if (evaluation.providers().session(key) != null
        || !evaluation.sessions().configure(key, diagnostics)) {
      return;
    }
    ProviderSession session = evaluation.providers().session(key);
    String target = session == null ? "" : session.target();
    if (!target.isEmpty() && !target.equals(plan.target())) {
      diagnostics.add(
          Diagnostic.error(
                  "The plan was made for another target",
                  "It says what is to happen at "
                      + (plan.target().isEmpty() ? "no target" : plan.target())
                      + ", but here the provider "
                      + key
                      + " leads to "
                      + target
                      + ". Nothing was done.")
              .withHint("apply it where it was made, or plan again here"));
    }
  }

  private void block(NodeKey node, Resource block, boolean planned) {
    Schema schema = evaluation.schema(node.module(), block, diagnostics);
    if (schema == null) {
      return;
    }
    if (planned) {
      for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
        Expansion expansion = Expansion.of(block, scope, diagnostics);
        if (expansion != null) {
          Value unknown = new Value.Unknown(schema.type());
          scope.put(
              node,
              expansion.value(
                  key -> values.getOrDefault(Address.of(scope.instance(), block, key), unknown)));
        }
      }
    } else if (block.mode() == Mode.DATA) {
      evaluation.modules().scopes(node.module()).forEach(scope -> scope.put(node, UNKNOWN));
    } else {
      List<ResourceState> rows = prior.block(node);
      Map<ResourceState, Value> live = new HashMap<>();
      rows.forEach(row -> live.put(row, values.getOrDefault(row.address(), row.object())));
      new KnownInstances(rows, live, schema).put(node, block, evaluation.modules());
    }
  }
}
