package io.planform.planner.apply;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.Walk;
import io.planform.planner.plan.Address;
import io.planform.planner.plan.Evaluation;
import io.planform.planner.plan.Expansion;
import io.planform.planner.plan.InstanceKey;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.Replanning;
import io.planform.planner.plan.ResourceChange;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
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
  private final Interruption interruption;
  private final Diagnostics diagnostics;
  private final Operations operations;
  private final Replanning replanning;

  /** Blocks something happens to: only their values become others than at plan. */
  private final Set<String> changing;

  /** Those, and blocks with conditions that could not be decided at plan. */
  private final Set<String> expanding;

  private final Map<Address, ResourceChange> unchanged = new HashMap<>();
  private final Map<String, Expansion> expansions = new ConcurrentHashMap<>();
  private final Map<Address, Expansion.Instance> instances = new ConcurrentHashMap<>();
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
    this.interruption = interruption;
    this.diagnostics = diagnostics;
    this.replanning = new Replanning(evaluation);
    this.operations =
        new Operations(journal, evaluation.providers(), progress, replanning, diagnostics);
    this.changing =
        plan.changes().stream()
            .filter(change -> isMade(change))
            .map(change -> change.address().block())
            .collect(Collectors.toUnmodifiableSet());
    this.expanding = new HashSet<>(changing);
    plan.undecided().forEach(address -> expanding.add(address.block()));
    for (ResourceChange change : plan.changes()) {
      if (!isMade(change) && change.after() != null && changing(change)) {
        unchanged.put(change.address(), change);
      }
    }
  }

  private boolean changing(ResourceChange change) {
    return changing.contains(change.address().block());
  }

  private static boolean isMade(ResourceChange change) {
    return switch (change.action()) {
      case CREATE, UPDATE, READ, DELETE_THEN_CREATE, CREATE_THEN_DELETE -> true;
      case NO_OP, DELETE -> false;
    };
  }

  @Override
  public void skip(Step step) {}

  @Override
  public boolean visit(Step step) {
    try {
      return switch (step) {
        case Step.Start(String node) -> start(node);
        case Step.Done(String block) -> publish(block);
        case Step.Gate _, Step.FinalGate _ -> true;
        case Step.Make(Step.Key key) -> !interruption.isRequested() && make(key.change());
        case Step.Destroy(Step.Key key) ->
            !interruption.isRequested() && operations.delete(key.change());
      };
    } catch (StoreException e) {
      // Without the journal nothing more may be done.
      interruption.request();
      diagnostics.add(
          Diagnostic.error("The state cannot be written", String.valueOf(e.getMessage())));
      return false;
    }
  }

  private boolean start(String node) {
    Diagnostics own = new Diagnostics();
    Value known = evaluation.scope().get(node);
    if (plan.mode() != Plan.Mode.NORMAL) {
      return true;
    }
    if (node.startsWith("local.") && (known == null || !known.isWhollyKnown())) {
      evaluation.local(node.substring("local.".length()), own);
    } else if (expanding.contains(node)) {
      expand(node, own);
    }
    look(node, own);
    diagnostics.addAll(own.toList());
    return !own.hasErrors();
  }

  /** Rules of variables and checks, with what is known now. */
  private void look(String node, Diagnostics own) {
    Configuration configuration = evaluation.configuration();
    Variable variable = configuration.variables().get(NodeKey.name("var.", node));
    Check check = configuration.checks().get(NodeKey.name("check.", node));
    if (variable != null) {
      evaluation.validate(variable, own);
    } else if (check != null) {
      evaluation.check(check, false, own);
    }
  }

  private void expand(String node, Diagnostics own) {
    Resource block = evaluation.configuration().resources().get(node);
    Expansion expansion = block == null ? null : Expansion.of(block, evaluation.scope(), own);
    if (block == null || expansion == null) {
      return;
    }
    expansions.put(node, expansion);
    for (Expansion.Instance instance : expansion.instances()) {
      instances.put(Replanning.address(block, instance), instance);
    }
  }

  private boolean publish(String node) {
    Expansion expansion = expansions.get(node);
    Resource block = evaluation.configuration().resources().get(node);
    if (expansion == null || block == null) {
      return true;
    }
    Value before = evaluation.scope().get(node);
    Diagnostics own = new Diagnostics();
    expansion.instances().forEach(instance -> decide(block, instance, before, own));
    diagnostics.addAll(own.toList());
    evaluation
        .scope()
        .put(
            node,
            expansion.value(
                key -> value(new Address(block.mode(), block.type(), block.name(), key), before)));
    return !own.hasErrors();
  }

  /** Conditions of an instance that nothing happened to, if the plan could not decide them. */
  private void decide(
      Resource block, Expansion.Instance instance, @Nullable Value before, Diagnostics own) {
    Address address = Replanning.address(block, instance);
    if (plan.undecided().contains(address) && !results.containsKey(address)) {
      Value self = value(address, before);
      if (replanning.permits(block, instance, own)) {
        boolean _ = replanning.accepts(block, instance, self, own);
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
    Resource block = evaluation.configuration().resources().get(change.address().block());
    Expansion.Instance instance = instances.get(change.address());
    if (block == null || instance == null) {
      diagnostics.add(
          Diagnostic.error(
              "The plan does not hold any more",
              change.address() + " was planned, and is not declared with what is known now."));
      return false;
    }
    Diagnostics own = new Diagnostics();
    Value made = null;
    if (replanning.permits(block, instance, own)) {
      made =
          Progress.work(change) == Work.READ
              ? operations.read(change, block, instance)
              : operations.make(change, block, instance);
    }
    if (made != null) {
      results.put(change.address(), made);
      boolean _ = replanning.accepts(block, instance, made, own);
    }
    own.toList()
        .forEach(found -> diagnostics.add(block.check() == null ? found : found.asWarning()));
    return made != null && !own.hasErrors();
  }
}
