package io.planform.planner.apply;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.Walk;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.DataReading;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.Replanning;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does what the nodes of the apply's graph stand for. */
final class StepRunner implements Walk.Visitor<Step> {
  private final Plan plan;
  private final Evaluation evaluation;
  private final Journal journal;
  private final Interruption interruption;
  private final Diagnostics diagnostics;
  private final Operations operations;
  private final Replanning replanning;

  /** Blocks something happens to: only their values become others than at plan. */
  private final Set<NodeKey> changing;

  /** Those, and blocks with conditions that could not be decided at plan. */
  private final Set<NodeKey> expanding;

  private final Map<Address, ResourceChange> unchanged = new HashMap<>();

  /** By block, with the instances of its module. */
  private final Map<NodeKey, Map<ModuleScope, Expansion>> expansions = new ConcurrentHashMap<>();

  private final Map<Address, BlockInstance> instances = new ConcurrentHashMap<>();
  private final Map<Address, Value> results = new ConcurrentHashMap<>();

  StepRunner(
      Plan plan,
      Evaluation evaluation,
      Journal journal,
      Progress progress,
      Interruption interruption,
      Diagnostics diagnostics) {
    this.plan = plan;
    this.evaluation = evaluation;
    this.journal = journal;
    this.interruption = interruption;
    this.diagnostics = diagnostics;
    this.replanning = new Replanning(evaluation);
    ProvisionerRunner provisioners =
        new ProvisionerRunner(evaluation.provisioners(), progress.listener(), diagnostics);
    this.operations =
        new Operations(
            journal, evaluation.providers(), progress, replanning, provisioners, diagnostics);
    this.changing =
        plan.changes().stream()
            .filter(change -> isMade(change))
            .map(change -> change.address().node())
            .collect(Collectors.toUnmodifiableSet());
    this.expanding = new HashSet<>(changing);
    plan.undecided().forEach(address -> expanding.add(address.node()));
    for (ResourceChange change : plan.changes()) {
      if (!isMade(change) && change.after() != null && changing(change)) {
        unchanged.put(change.address(), change);
      }
    }
  }

  private boolean changing(ResourceChange change) {
    return changing.contains(change.address().node());
  }

  private static boolean isMade(ResourceChange change) {
    return switch (change.action()) {
      case CREATE, UPDATE, READ, DELETE_THEN_CREATE, CREATE_THEN_DELETE -> true;
      case NO_OP, DELETE, FORGET -> false;
    };
  }

  @Override
  public void skip(Step step) {}

  @Override
  public boolean visit(Step step) {
    try {
      return switch (step) {
        case Step.Start(NodeKey node) -> start(node);
        case Step.Done(NodeKey block) -> publish(block);
        case Step.Gate _, Step.FinalGate _ -> true;
        case Step.Make(Step.Key key) -> mayWork() && make(key.change());
        case Step.Destroy(Step.Key key) ->
            mayWork() && operations.delete(key.change(), declaring(key.change()));
      };
    } catch (StoreException e) {
      journal.breakOff(e, diagnostics);
      return false;
    }
  }

  /** What data sources answered. */
  List<DataReading> read() {
    List<DataReading> read = new ArrayList<>();
    for (ResourceChange change : plan.changes()) {
      if (change.action() == Action.READ
          && results.get(change.address()) instanceof Value.Obj object) {
        read.add(new DataReading(change.address(), change.provider(), object, change.schema()));
      }
    }
    return read;
  }

  private boolean mayWork() {
    return !interruption.isRequested() && !journal.isBroken();
  }

  /** The instance that declares an object which is to be deleted; null if none does any more. */
  private @Nullable BlockInstance declaring(ResourceChange change) {
    Address address = change.address();
    Resource block = evaluation.block(address.node());
    if (block == null || block.provisioners().isEmpty()) {
      return null;
    }
    return evaluation.modules().scopes(address.node().module()).stream()
        .filter(scope -> scope.instance().equals(address.module()))
        .map(scope -> new BlockInstance(scope, block, Expansion.Instance.of(address.key())))
        .findFirst()
        .orElse(null);
  }

  private boolean start(NodeKey node) {
    Diagnostics own = new Diagnostics();
    boolean changes = plan.mode() == Plan.Mode.NORMAL;
    // What is to be destroyed may be broken; what providers need in order to do that is evaluated.
    Diagnostics ofValues = changes ? own : new Diagnostics();
    switch (node.kind()) {
      case VARIABLE -> {
        evaluation.modules().reconsider(node, ofValues);
        if (changes) {
          evaluation.modules().validate(node, own);
        }
      }
      case LOCAL, OUTPUT, CALL_END -> evaluation.modules().reconsider(node, ofValues);
      case BLOCK -> {
        if (evaluation.ephemeral().contains(node)) {
          evaluation.ephemeral().open(node, own);
        } else if (changes) {
          expand(node, own);
        }
      }
      case CHECK -> {
        if (changes) {
          evaluation.conditions().check(node, false, own);
        }
      }
      case PROVIDER -> evaluation.sessions().reconfigure(node.module().qualify(node.name()), own);
      // Which instances of a module there are the plan knew.
      case CALL -> {}
    }
    diagnostics.addAll(own.toList());
    return !own.hasErrors();
  }

  private void expand(NodeKey node, Diagnostics own) {
    Resource block = evaluation.block(node);
    if (block == null || !expanding.contains(node)) {
      return;
    }
    Map<ModuleScope, Expansion> expanded = new HashMap<>();
    for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
      Expansion expansion = Expansion.of(block, scope, own);
      if (expansion == null) {
        return;
      }
      expanded.put(scope, expansion);
      for (Expansion.Instance repetition : expansion.instances()) {
        BlockInstance instance = new BlockInstance(scope, block, repetition);
        instances.put(instance.address(), instance);
      }
    }
    expansions.put(node, expanded);
  }

  private boolean publish(NodeKey node) {
    Resource block = evaluation.block(node);
    Diagnostics own = new Diagnostics();
    if (block != null) {
      expansions
          .getOrDefault(node, Map.of())
          .forEach(
              (scope, expansion) -> {
                Value before = scope.get(node);
                for (Expansion.Instance repetition : expansion.instances()) {
                  decide(new BlockInstance(scope, block, repetition), before, own);
                }
                scope.put(
                    node,
                    expansion.value(
                        key -> value(Address.of(scope.instance(), block, key), before)));
              });
    }
    diagnostics.addAll(own.toList());
    return !own.hasErrors();
  }

  /** Conditions of an instance that nothing happened to, if the plan could not decide them. */
  private void decide(BlockInstance instance, @Nullable Value before, Diagnostics own) {
    Address address = instance.address();
    if (plan.undecided().contains(address) && !results.containsKey(address)) {
      Value self = value(address, before);
      if (replanning.permits(instance, own)) {
        boolean _ = replanning.accepts(instance, self, own);
      }
    }
  }

  private Value value(Address address, @Nullable Value before) {
    Value made = results.get(address);
    if (made != null) {
      return made;
    }
    ResourceChange kept = unchanged.get(address);
    return kept != null && kept.after() != null ? kept.after() : instance(before, address.key());
  }

  /** What the plan knew of an instance that it left out. */
  private static Value instance(@Nullable Value block, @Nullable InstanceKey key) {
    Value unknown = new Value.Unknown(Type.DYNAMIC);
    return switch (key) {
      case null -> block == null ? unknown : block;
      case InstanceKey.Index(int index) ->
          block instanceof Value.Tuple(List<Value> values) && index < values.size()
              ? values.get(index)
              : unknown;
      case InstanceKey.Name(String name) ->
          block instanceof Value.Obj(SequencedMap<String, Value> values)
              ? values.getOrDefault(name, unknown)
              : unknown;
    };
  }

  private boolean make(ResourceChange change) throws StoreException {
    BlockInstance instance = instances.get(change.address());
    if (instance == null) {
      diagnostics.add(
          Diagnostic.error(
              "The plan does not hold any more",
              change.address() + " was planned, and is not declared with what is known now."));
      return false;
    }
    Diagnostics own = new Diagnostics();
    Value made = null;
    if (replanning.permits(instance, own)) {
      made =
          Progress.work(change) == Work.READ
              ? operations.read(change, instance)
              : operations.make(change, instance);
    }
    if (made != null) {
      results.put(change.address(), made);
      boolean _ = replanning.accepts(instance, made, own);
    }
    own.toList()
        .forEach(
            found -> diagnostics.add(instance.block().check() == null ? found : found.asWarning()));
    return made != null && !own.hasErrors();
  }
}
