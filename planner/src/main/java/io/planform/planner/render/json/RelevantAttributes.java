package io.planform.planner.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Local;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.Action;
import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.InstanceKey;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.spi.value.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of other objects led to the changes of a plan: the references in what changes, and by way of
 * locals, variables and outputs of modules the references in those. As in Terraform, outputs of
 * modules count as changed, and a call without a key stands for all its instances.
 */
final class RelevantAttributes {
  private final ConfigurationTree tree;
  private final Deque<Place> open = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private final TreeMap<String, ObjectNode> found = new TreeMap<>();

  /** A reference in an instance of a module. */
  private record Place(ModuleInstance module, Reference reference) {}

  private RelevantAttributes(ConfigurationTree tree) {
    this.tree = tree;
  }

  static ArrayNode of(Plan plan, ConfigurationTree tree) {
    RelevantAttributes relevant = new RelevantAttributes(tree);
    Set<ModuleInstance> modules = new TreeSet<>();
    for (ResourceChange change : plan.changes()) {
      ModuleInstance module = change.address().module();
      if (change.after() != null && change.action() != Action.FORGET) {
        modules.add(module);
      }
      Resource block = tree.resource(module.path(), change.address().node().name());
      if (block != null
          && change.action() != Action.NO_OP
          && relevant.seen.add("block " + module + " " + block.key())) {
        relevant.block(module, block);
      }
    }
    for (OutputChange change : plan.outputs()) {
      Output output = tree.root().outputs().get(change.name());
      if (output != null && change.isChange()) {
        relevant.expression(ModuleInstance.ROOT, output.value());
      }
    }
    modules.remove(ModuleInstance.ROOT);
    modules.forEach(relevant::outputs);
    relevant.follow();
    return JsonNodeFactory.instance.arrayNode().addAll(relevant.found.values());
  }

  private void block(ModuleInstance module, Resource block) {
    body(module, block.body());
    expression(module, block.count());
    expression(module, block.forEach());
  }

  private void outputs(ModuleInstance module) {
    Configuration configuration = tree.module(module.path());
    if (configuration != null) {
      configuration.outputs().values().forEach(output -> expression(module, output.value()));
    }
  }

  private void body(ModuleInstance module, Body body) {
    body.arguments().values().forEach(argument -> expression(module, argument.expression()));
    body.blocks().forEach(block -> body(module, block.body()));
  }

  private void expression(ModuleInstance module, @Nullable Expression expression) {
    if (expression != null) {
      add(module, expression.references());
    }
  }

  private void add(ModuleInstance module, Collection<Reference> references) {
    for (Reference reference : references) {
      if (seen.add(module + " " + References.text(reference))) {
        open.add(new Place(module, reference));
      }
    }
  }

  private void follow() {
    for (Place place = open.poll(); place != null; place = open.poll()) {
      Configuration module = tree.module(place.module().path());
      if (module != null) {
        follow(place.module(), module, place.reference());
      }
    }
  }

  private void follow(ModuleInstance instance, Configuration module, Reference reference) {
    List<Reference.Step> steps = reference.steps();
    String first = steps.isEmpty() ? "" : name(steps.getFirst());
    switch (reference.root()) {
      case "var" -> variable(instance, first);
      case "local" -> {
        Local local = module.locals().get(first);
        if (local != null) {
          expression(instance, local.value());
        }
      }
      case "module" ->
          called(instance, first, steps.subList(Math.min(1, steps.size()), steps.size()));
      case "data" -> {
        if (steps.size() > 1) {
          resource(
              instance, "data." + first + "." + name(steps.get(1)), steps.subList(2, steps.size()));
        }
      }
      case "count", "each", "path", "self", "terraform" -> {}
      default ->
          resource(
              instance,
              reference.root() + "." + first,
              steps.subList(Math.min(1, steps.size()), steps.size()));
    }
  }

  private void variable(ModuleInstance instance, String name) {
    ModuleCall call = instance.isRoot() ? null : tree.call(instance.path());
    Body.Argument argument = call == null ? null : call.arguments().arguments().get(name);
    if (argument != null) {
      List<ModuleInstance.Step> steps = instance.steps();
      expression(new ModuleInstance(steps.subList(0, steps.size() - 1)), argument.expression());
    }
  }

  private void called(ModuleInstance caller, String call, List<Reference.Step> rest) {
    InstanceKey key = key(rest);
    List<Reference.Step> path = key == null ? rest : rest.subList(1, rest.size());
    ModuleInstance instance = caller.child(call, key);
    Configuration module = tree.module(instance.path());
    if (module == null) {
      return;
    }
    Output output = path.isEmpty() ? null : module.outputs().get(name(path.getFirst()));
    if (output != null) {
      expression(instance, output.value());
    } else {
      outputs(instance);
    }
  }

  private void resource(ModuleInstance instance, String name, List<Reference.Step> rest) {
    Resource block = tree.resource(instance.path(), name);
    if (block == null) {
      return;
    }
    InstanceKey key = key(rest);
    List<Reference.Step> path = key == null ? rest : rest.subList(1, rest.size());
    String module = instance.isRoot() ? "" : instance + ".";
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("resource", module + name + (key == null ? "" : key));
    path(path, document.putArray("attribute"));
    found.put(document.toString(), document);
    String attribute = path.isEmpty() ? "" : name(path.getFirst());
    if (attribute.isEmpty()) {
      body(instance, block.body());
      return;
    }
    Body.Argument argument = block.body().arguments().get(attribute);
    expression(instance, argument == null ? null : argument.expression());
    block.body().blocks().stream()
        .filter(nested -> nested.type().equals(attribute))
        .forEach(nested -> body(instance, nested.body()));
  }

  private static void path(List<Reference.Step> steps, ArrayNode path) {
    for (Reference.Step step : steps) {
      switch (step) {
        case Reference.Attribute(String name, _) -> path.add(name);
        case Reference.Index(Value.Str(String key), _) -> path.add(key);
        case Reference.Index(Value.Num(var number), _) -> path.add(number);
        case Reference.Index _ -> {}
      }
    }
  }

  private static @Nullable InstanceKey key(List<Reference.Step> steps) {
    return !steps.isEmpty() && steps.getFirst() instanceof Reference.Index(Value index, _)
        ? InstanceKey.of(index)
        : null;
  }

  private static String name(Reference.Step step) {
    return step instanceof Reference.Attribute(String name, _) ? name : "";
  }
}
