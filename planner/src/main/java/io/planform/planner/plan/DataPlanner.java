package io.planform.planner.plan;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Computed;
import io.planform.planner.plan.evaluation.Conditions.Verdict;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.SensitivePaths;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the instances of one data source, or leaves that to apply where it must. */
final class DataPlanner {
  private final Planning planning;
  private final NodeKey node;
  private final Resource block;
  private final Schema schema;
  private final ProviderSession session;
  private final Diagnostics diagnostics;
  private final String provider;

  DataPlanner(
      Planning planning,
      NodeKey node,
      Resource block,
      Schema schema,
      ProviderSession session,
      Diagnostics diagnostics) {
    this.planning = planning;
    this.node = node;
    this.block = block;
    this.schema = schema;
    this.session = session;
    this.diagnostics = diagnostics;
    this.provider = planning.evaluation().providerOf(node.module(), block);
  }

  void plan() throws InterruptedException {
    for (ModuleScope scope : planning.evaluation().modules().scopes(node.module())) {
      plan(scope);
    }
  }

  private void plan(ModuleScope scope) throws InterruptedException {
    Expansion expansion = Expansion.of(block, scope, diagnostics);
    if (expansion == null) {
      return;
    }
    Map<@Nullable InstanceKey, Value> values = new HashMap<>();
    for (Expansion.Instance repetition : expansion.instances()) {
      BlockInstance instance = new BlockInstance(scope, block, repetition);
      Value value = plan(instance);
      values.put(repetition.key(), value);
      Evaluation evaluation = planning.evaluation();
      if (evaluation.conditions().postconditions(instance, value, diagnostics) == Verdict.UNKNOWN) {
        planning.undecided(instance.address());
      }
    }
    Value unknown = new Value.Unknown(schema.type());
    scope.put(node, expansion.value(key -> values.getOrDefault(key, unknown)));
  }

  private Value plan(BlockInstance instance) throws InterruptedException {
    Diagnostics own = new Diagnostics();
    if (planning.evaluation().conditions().preconditions(instance, own) == Verdict.UNKNOWN) {
      planning.undecided(instance.address());
    }
    Value.Obj configuration = planning.evaluation().decode(instance, schema, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return new Value.Unknown(schema.type());
    }
    boolean pending = isPending();
    ProviderSession reader = planning.evaluation().providers().at(instance.address(), session);
    boolean unread = !reader.reads(block.type());
    if (unread) {
      planning.refuse(
          Diagnostic.error(
              "Not supported yet",
              "This version cannot read " + block.type() + ": its values stay unknown.",
              block.range()));
    }
    if (unread || pending || !configuration.isWhollyKnown()) {
      Reason reason = pending ? Reason.READ_DEPENDENCY_PENDING : Reason.READ_CONFIG_UNKNOWN;
      Value.Obj later = Computed.later(configuration, schema);
      planning.add(later(instance, reason, later));
      return later;
    }
    ProviderSession.Read read =
        planning
            .refresher()
            .readData(instance.address(), provider, reader, (Value.Obj) configuration.revealed());
    Value value = result(read, configuration, instance, schema, diagnostics);
    if (value instanceof Value.Obj object) {
      planning.read(new DataReading(instance.address(), provider, object, schema));
    }
    if (block.check() != null) {
      // What a check looks at is to be as it is when everything is applied.
      Value.Obj shown =
          value instanceof Value.Obj object ? object : Computed.later(configuration, schema);
      planning.add(later(instance, Reason.READ_CHECK_NESTED, shown));
    }
    return value;
  }

  private ResourceChange later(BlockInstance instance, Reason reason, Value.Obj after) {
    return new ResourceChange(
        instance.address(),
        "",
        provider,
        Action.READ,
        reason,
        null,
        after,
        Set.of(),
        schema,
        new Declaration(Set.of(), List.of(), false),
        null);
  }

  /** What a data source answered, or an unknown value with the diagnostics that say why. */
  static Value result(
      ProviderSession.Read read,
      Value.Obj configuration,
      BlockInstance instance,
      Schema schema,
      Diagnostics diagnostics) {
    Resource block = instance.block();
    read.diagnostics().forEach(found -> diagnostics.add(Evaluation.located(found, block.body())));
    Value.Obj state = read.state();
    if (state != null) {
      return SensitivePaths.mark(state, schema, SensitivePaths.of(configuration));
    }
    if (read.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          Diagnostic.error(
              "Data source found nothing",
              instance.address() + " is not there, as it is asked for.",
              block.range()));
    }
    return new Value.Unknown(schema.type());
  }

  /**
   * Whether something changes that the block, or a call that leads to it, says in {@code
   * depends_on} that it rests on.
   */
  private boolean isPending() {
    ConfigurationTree tree = planning.evaluation().tree();
    boolean pending = isAnyPending(node.module(), block.dependsOn());
    for (ModulePath at = node.module(); !pending && !at.isRoot(); at = at.parent()) {
      ModuleCall call = tree.call(at);
      pending = call != null && isAnyPending(at.parent(), call.dependsOn());
    }
    return pending;
  }

  private boolean isAnyPending(ModulePath module, List<Reference> references) {
    for (Reference reference : references) {
      NodeKey key = NodeKey.of(module, reference);
      if (key != null
          && (changes(key) || planning.dependencies().of(key).stream().anyMatch(this::changes))) {
        return true;
      }
    }
    return false;
  }

  /** That another data source is still to be read changes nothing; what it waits for does. */
  private boolean changes(NodeKey block) {
    return planning.changes(block).stream()
        .anyMatch(change -> change.action() != Action.NO_OP && change.action() != Action.READ);
  }
}
