package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.Conditions.Verdict;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the instances of one data source, or leaves that to apply where it must. */
final class DataPlanner {
  private final Planning planning;
  private final Resource block;
  private final Schema schema;
  private final ProviderSession session;
  private final Diagnostics diagnostics;

  DataPlanner(
      Planning planning,
      Resource block,
      Schema schema,
      ProviderSession session,
      Diagnostics diagnostics) {
    this.planning = planning;
    this.block = block;
    this.schema = schema;
    this.session = session;
    this.diagnostics = diagnostics;
  }

  void plan() throws InterruptedException {
    Evaluation evaluation = planning.evaluation();
    Expansion expansion = Expansion.of(block, evaluation.scope(), diagnostics);
    if (expansion == null) {
      return;
    }
    Map<@Nullable InstanceKey, Value> values = new HashMap<>();
    for (Expansion.Instance instance : expansion.instances()) {
      Value value = plan(instance);
      values.put(instance.key(), value);
      if (evaluation.postconditions(block, instance, value, diagnostics) == Verdict.UNKNOWN) {
        planning.undecided(address(instance));
      }
    }
    Value unknown = new Value.Unknown(schema.type());
    evaluation.scope().put(block.key(), expansion.value(key -> values.getOrDefault(key, unknown)));
  }

  private Address address(Expansion.Instance instance) {
    return new Address(block.mode(), block.type(), block.name(), instance.key());
  }

  private Value plan(Expansion.Instance instance) throws InterruptedException {
    Diagnostics own = new Diagnostics();
    if (planning.evaluation().preconditions(block, instance, own) == Verdict.UNKNOWN) {
      planning.undecided(address(instance));
    }
    Value.Obj configuration = planning.evaluation().decode(block, schema, instance, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return new Value.Unknown(schema.type());
    }
    boolean pending = block.dependsOn().stream().anyMatch(this::isPending);
    boolean unread = !session.reads(block.type());
    if (unread) {
      planning.refuse(
          Diagnostic.error(
              "Not supported yet",
              "This version cannot read " + block.type() + ": its values stay unknown.",
              block.range()));
    }
    if (unread || pending || !configuration.isWhollyKnown()) {
      Reason reason = pending ? Reason.READ_DEPENDENCY_PENDING : Reason.READ_CONFIG_UNKNOWN;
      Value.Obj later = computedLater(configuration, schema);
      planning.add(later(instance, reason, later));
      return later;
    }
    ProviderSession.Read read =
        planning.refresher().readData(session, block.type(), (Value.Obj) configuration.revealed());
    Value value = result(read, configuration, block, schema, diagnostics);
    if (block.check() != null && value instanceof Value.Obj object) {
      // What a check looks at is to be as it is when everything is applied.
      planning.add(later(instance, Reason.READ_CHECK_NESTED, object));
    }
    return value;
  }

  private ResourceChange later(Expansion.Instance instance, Reason reason, Value.Obj after) {
    return new ResourceChange(
        address(instance),
        "",
        ConfigurationGraph.providerOf(block),
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
      Resource block,
      Schema schema,
      Diagnostics diagnostics) {
    read.diagnostics().forEach(found -> diagnostics.add(Evaluation.located(found, block.body())));
    Value.Obj state = read.state();
    if (state != null) {
      return SensitivePaths.mark(state, schema, SensitivePaths.of(configuration));
    }
    if (read.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          Diagnostic.error(
              "Data source found nothing",
              block.key() + " is not there, as it is asked for.",
              block.range()));
    }
    return new Value.Unknown(schema.type());
  }

  private boolean isPending(Reference reference) {
    String key = NodeKey.of(reference);
    return key != null
        && planning.changes(key).stream().anyMatch(change -> change.action() != Action.NO_OP);
  }

  private static Value.Obj computedLater(Value.Obj configuration, Schema schema) {
    SequencedMap<String, Value> values = new LinkedHashMap<>(configuration.values());
    schema
        .attributes()
        .forEach(
            (name, attribute) -> {
              if (attribute.isComputed() && configuration.get(name).isNull()) {
                values.put(name, new Value.Unknown(attribute.type()));
              }
            });
    return SensitivePaths.mark(new Value.Obj(values), schema, Set.of());
  }
}
