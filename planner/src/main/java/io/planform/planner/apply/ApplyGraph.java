package io.planform.planner.apply;

import io.planform.planner.apply.Step.Destroy;
import io.planform.planner.apply.Step.Done;
import io.planform.planner.apply.Step.FinalGate;
import io.planform.planner.apply.Step.Gate;
import io.planform.planner.apply.Step.Make;
import io.planform.planner.apply.Step.Start;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.prior.ResourceState;
import java.util.List;

/**
 * The order of an apply. Between blocks edges go from group to group, so that a thousand instances
 * that refer to a thousand others make two thousand edges.
 */
final class ApplyGraph {
  private final Evaluation evaluation;
  private final Graph<NodeKey> configured;
  private final List<Step.Key> changes;
  private final boolean updatesBeforeDeletes;
  private final Graph.Builder<Step> graph = new Graph.Builder<>();

  private ApplyGraph(
      Evaluation evaluation,
      Graph<NodeKey> configured,
      List<Step.Key> changes,
      boolean updatesBeforeDeletes) {
    this.evaluation = evaluation;
    this.configured = configured;
    this.changes = changes;
    this.updatesBeforeDeletes = updatesBeforeDeletes;
  }

  static Graph<Step> of(Plan plan, Evaluation evaluation, Graph<NodeKey> configured) {
    List<Step.Key> changes =
        plan.changes().stream()
            .filter(change -> !change.action().leavesObject())
            .map(Step.Key::new)
            .toList();
    Graph<Step> best = new ApplyGraph(evaluation, configured, changes, true).build();
    // That what rests on an object lets go of it before it is deleted is a kindness to the server,
    // which a chain of replacements can make impossible.
    return best.cycles().isEmpty()
        ? best
        : new ApplyGraph(evaluation, configured, changes, false).build();
  }

  private Graph<Step> build() {
    for (NodeKey node : configured.nodes()) {
      if (!isRootOutput(node)) {
        connect(node);
      }
    }
    changes.forEach(this::connect);
    return graph.build();
  }

  /** Those are evaluated at the end, of what is known then. */
  private static boolean isRootOutput(NodeKey node) {
    return node.kind() == NodeKey.Kind.OUTPUT && node.module().isRoot();
  }

  private boolean isBlock(NodeKey node) {
    return evaluation.block(node) != null;
  }

  /** The step after which a node's value is final. */
  private Step last(NodeKey node) {
    return isBlock(node) ? new Done(node) : new Start(node);
  }

  private void connect(NodeKey node) {
    Step start = new Start(node);
    graph.node(start);
    for (NodeKey dependency : configured.dependencies(node)) {
      graph.edge(start, last(dependency));
    }
    if (isBlock(node)) {
      graph.edge(new Done(node), start);
    }
  }

  private void connect(Step.Key key) {
    ResourceChange change = key.change();
    NodeKey block = change.address().node();
    boolean makes = change.action() != Action.DELETE;
    if (makes) {
      graph.edge(new Make(key), new Start(block));
      graph.edge(new Done(block), new Make(key));
    }
    if (change.action().destroys()) {
      destroy(key, change, block);
    }
    ResourceState before = change.recorded();
    if (before != null) {
      for (String recorded : before.dependencies()) {
        Address dependency = Address.parse(recorded);
        if (dependency != null && dependency.mode() == Mode.MANAGED) {
          release(key, change, block, dependency.node());
        }
      }
    }
    if (change.action() == Action.CREATE_THEN_DELETE) {
      graph.edge(new Destroy(key), new Make(key));
    } else if (change.action() == Action.DELETE_THEN_CREATE) {
      graph.edge(new Make(key), new Destroy(key));
    }
  }

  private void destroy(Step.Key key, ResourceChange change, NodeKey block) {
    boolean first = change.action() == Action.DELETE_THEN_CREATE;
    graph.edge(new Destroy(key), first ? new Gate(block) : new FinalGate(block));
    graph.edge(new FinalGate(block), new Gate(block));
    NodeKey provider = NodeKey.provider(ProviderAddress.parse(change.provider()));
    if (configured.contains(provider)) {
      graph.edge(new Destroy(key), new Start(provider));
    }
    if (change.action() == Action.CREATE_THEN_DELETE) {
      // Whatever refers to the block now goes over to the new object before the old one goes.
      for (NodeKey dependent : configured.dependents(block)) {
        if (!isRootOutput(dependent)) {
          graph.edge(new FinalGate(block), last(dependent));
        }
      }
    }
  }

  /** The object of a change stands in the way of what its block rested on when it was recorded. */
  private void release(Step.Key key, ResourceChange change, NodeKey block, NodeKey dependency) {
    if (dependency.equals(block)) {
      return;
    }
    if (change.action().destroys()) {
      graph.edge(new Gate(dependency), new Destroy(key));
    }
    if (change.action() != Action.DELETE && updatesBeforeDeletes) {
      graph.edge(new FinalGate(dependency), new Make(key));
    }
  }
}
