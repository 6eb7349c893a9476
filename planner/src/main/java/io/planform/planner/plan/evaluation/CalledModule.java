package io.planform.planner.plan.evaluation;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The instances of a module that one call in one instance of the calling module makes. */
final class CalledModule {
  private final Expansion expansion;
  private final List<NodeKey> outputs;
  private final Map<@Nullable InstanceKey, Instance> instances = new LinkedHashMap<>();

  /**
   * @param inner the instance's own scope
   * @param outer where the arguments of the call are evaluated
   */
  record Instance(ModuleScope inner, Scope outer) {}

  /**
   * @param outputs that the module declares
   */
  CalledModule(Expansion expansion, Collection<NodeKey> outputs) {
    this.expansion = expansion;
    this.outputs = List.copyOf(outputs);
  }

  void add(@Nullable InstanceKey key, Instance instance) {
    instances.put(key, instance);
  }

  Collection<Instance> instances() {
    return instances.values();
  }

  @Nullable Instance instance(@Nullable InstanceKey key) {
    return instances.get(key);
  }

  boolean repeats() {
    return expansion.repetition() != Expansion.Repetition.SINGLE;
  }

  /** Null if there is no such instance or output, or it is not known yet. */
  @Nullable Value output(@Nullable InstanceKey key, String name) {
    Instance instance = instances.get(key);
    if (instance == null) {
      return expansion.isSample() ? new Value.Unknown(Type.DYNAMIC) : null;
    }
    return instance.inner().output(name);
  }

  /** All outputs of all instances: what the call's name means. */
  Value value() {
    return expansion.value(key -> outputs(instances.get(key)));
  }

  private Value outputs(@Nullable Instance instance) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (NodeKey output : outputs) {
      Value value = instance == null ? null : instance.inner().get(output);
      values.put(output.name(), value == null ? new Value.Unknown(Type.DYNAMIC) : value);
    }
    return new Value.Obj(values);
  }
}
