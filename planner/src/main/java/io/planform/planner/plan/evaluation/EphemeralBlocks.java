package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ephemeral} blocks of a configuration. Their objects are opened anew for a plan and for
 * an apply, and closed at its end; a block whose arguments are not known yet has an unknown value.
 */
public final class EphemeralBlocks {
  private static final Value UNKNOWN = new Value.Unknown(Type.DYNAMIC).marked(Marks.EPHEMERAL);

  private final Evaluation evaluation;
  private final Set<NodeKey> leftOut = ConcurrentHashMap.newKeySet();
  private EphemeralObjects objects = new EphemeralObjects(new EphemeralListener() {});

  EphemeralBlocks(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** Whether a node is an {@code ephemeral} block. */
  public boolean contains(NodeKey node) {
    Resource block = evaluation.block(node);
    return block != null && block.mode() == Mode.EPHEMERAL;
  }

  /** Who hears of what is opened from now on. Nothing may be open. */
  public void begin(EphemeralListener listener) {
    objects = new EphemeralObjects(listener);
  }

  /** Closes what is open. */
  public void end(Diagnostics diagnostics) {
    objects.close(diagnostics);
  }

  /** Its value is unknown until the plan is applied. */
  public void await(NodeKey node) {
    evaluation.modules().scopes(node.module()).forEach(scope -> scope.put(node, UNKNOWN));
  }

  /** Its value stays unknown, also when the plan is applied. */
  public void leaveOut(NodeKey node) {
    leftOut.add(node);
    await(node);
  }

  /** Opens all instances of a block that is not left out. */
  public void open(NodeKey node, Diagnostics diagnostics) {
    Resource block = evaluation.block(node);
    if (block == null || leftOut.contains(node)) {
      return;
    }
    Schema schema = evaluation.schema(node.module(), block, diagnostics);
    String provider = evaluation.providerOf(node.module(), block);
    ProviderSession session = evaluation.providers().session(provider);
    for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
      Expansion expansion = Expansion.of(block, scope, diagnostics);
      Map<@Nullable InstanceKey, Value> values = new HashMap<>();
      if (expansion != null && schema != null && session != null) {
        for (Expansion.Instance repetition : expansion.instances()) {
          BlockInstance instance = new BlockInstance(scope, block, repetition);
          values.put(repetition.key(), open(instance, schema, session, diagnostics));
        }
      }
      scope.put(
          node,
          expansion == null ? UNKNOWN : expansion.value(key -> values.getOrDefault(key, UNKNOWN)));
    }
  }

  private Value open(
      BlockInstance instance, Schema schema, ProviderSession session, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Conditions.Verdict _ = evaluation.conditions().preconditions(instance, own);
    Value.Obj configuration = evaluation.decode(instance, schema, own);
    Value.Obj object = null;
    if (!own.hasErrors()) {
      object =
          configuration.isWhollyKnown()
              ? objects.open(
                  instance.address(),
                  session,
                  (Value.Obj) configuration.revealed(),
                  instance.block().body(),
                  own)
              : Computed.later(configuration, schema);
    }
    diagnostics.addAll(own.toList());
    if (object == null) {
      return new Value.Unknown(schema.type()).marked(Marks.EPHEMERAL);
    }
    Value value =
        SensitivePaths.mark(object, schema, SensitivePaths.of(configuration))
            .marked(Marks.EPHEMERAL);
    Conditions.Verdict _ = evaluation.conditions().postconditions(instance, value, diagnostics);
    return value;
  }
}
