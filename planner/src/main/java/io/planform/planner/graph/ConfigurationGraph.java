package io.planform.planner.graph;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.Provisioner;
import io.planform.planner.config.Refactoring;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Traversal;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a configuration refer to. One node a block, whatever its {@code count} or
 * {@code for_each} or that of its module: a reference to a thousand instances is one edge.
 *
 * <p>Between modules edges go from variable to variable and from output to output, so that modules
 * may take from each other both ways.
 */
public final class ConfigurationGraph {
  /** How many members of a circle are named. */
  private static final int MOST_LISTED = 20;

  private final ConfigurationTree tree;
  private final Diagnostics diagnostics;
  private final Graph.Builder<NodeKey> graph = new Graph.Builder<>();
  private final Map<NodeKey, SourceRange> places = new LinkedHashMap<>();

  private ConfigurationGraph(ConfigurationTree tree, Diagnostics diagnostics) {
    this.tree = tree;
    this.diagnostics = diagnostics;
  }

  /** With references to what is not declared, or circles, the graph must not be used. */
  public static Graph<NodeKey> of(ConfigurationTree tree, Diagnostics diagnostics) {
    return new ConfigurationGraph(tree, diagnostics).build();
  }

  private Graph<NodeKey> build() {
    tree.modules().forEach(this::declare);
    tree.modules().forEach(this::connect);
    tree.providers()
        .blocks()
        .forEach(
            (address, block) ->
                connect(
                    NodeKey.provider(address), BuiltInNames.NONE, BodyReferences.of(block.body())));
    Graph<NodeKey> built = graph.build();
    built.cycles().forEach(this::reportCycle);
    return built;
  }

  private void declare(ModulePath path, Configuration module) {
    module.variables().forEach((name, v) -> declare(NodeKey.variable(path, name), v.range()));
    module.locals().forEach((name, local) -> declare(NodeKey.local(path, name), local.range()));
    module.resources().forEach((key, block) -> declare(NodeKey.block(path, key), block.range()));
    module.outputs().forEach((name, out) -> declare(NodeKey.output(path, name), out.range()));
    module.checks().forEach((name, check) -> declare(NodeKey.check(path, name), check.range()));
    module
        .calls()
        .forEach(
            (name, call) -> {
              declare(NodeKey.call(path, name), call.range());
              declare(NodeKey.callEnd(path, name), call.range());
            });
    if (path.isRoot()) {
      tree.providers()
          .blocks()
          .forEach((address, block) -> declare(NodeKey.provider(address), block.range()));
    }
  }

  /** Everything in a called module waits for its instances to be known, and its end for it. */
  private void declare(NodeKey node, SourceRange place) {
    graph.node(node);
    places.put(node, place);
    ModulePath path = node.module();
    if (!path.isRoot()) {
      graph.edge(node, NodeKey.call(path.parent(), path.name()));
      graph.edge(NodeKey.callEnd(path.parent(), path.name()), node);
    }
  }

  private void connect(ModulePath path, Configuration module) {
    module.variables().values().forEach(variable -> connect(path, variable));
    module
        .locals()
        .forEach((name, l) -> connect(NodeKey.local(path, name), BuiltInNames.NONE, l.value()));
    module.resources().values().forEach(resource -> connect(path, resource));
    module
        .outputs()
        .forEach(
            (name, output) -> {
              NodeKey key = NodeKey.output(path, name);
              connect(key, BuiltInNames.NONE, output.value());
              connect(key, BuiltInNames.NONE, output.dependsOn());
              connectConditions(key, BuiltInNames.NONE, output.preconditions());
            });
    module.checks().values().forEach(check -> connect(path, check));
    module.calls().values().forEach(call -> connect(path, call));
    module.refactoring().imports().forEach(each -> connect(path, each));
  }

  private void connect(ModulePath path, Configuration.Check check) {
    NodeKey key = NodeKey.check(path, check.name());
    connectConditions(key, BuiltInNames.NONE, check.assertions());
    if (check.data() != null) {
      graph.edge(key, NodeKey.block(path, check.data()));
    }
  }

  private void connectConditions(
      NodeKey key, BuiltInNames names, List<Configuration.Condition> conditions) {
    for (Configuration.Condition condition : conditions) {
      connect(key, names, condition.condition());
      connect(key, names, condition.errorMessage());
    }
  }

  private void connect(ModulePath path, Configuration.Variable variable) {
    NodeKey key = NodeKey.variable(path, variable.name());
    for (Configuration.Condition validation : variable.validations()) {
      for (Expression part : List.of(validation.condition(), validation.errorMessage())) {
        // A rule speaks about the variable itself: that is no circle.
        connect(key, BuiltInNames.NONE, without(key, part.references()));
      }
    }
  }

  private void connect(ModulePath path, Resource resource) {
    NodeKey key = NodeKey.block(path, resource.key());
    BuiltInNames names = BuiltInNames.of(resource.count(), resource.forEach());
    connect(key, names, BodyReferences.of(resource.body()));
    connect(key, BuiltInNames.NONE, resource.count());
    connect(key, BuiltInNames.NONE, resource.forEach());
    connect(key, BuiltInNames.NONE, without(key, resource.dependsOn()));
    resource.lifecycle().replaceTriggeredBy().forEach(trigger -> connect(key, names, trigger));
    connectConditions(key, names, resource.lifecycle().preconditions());
    connectConditions(key, names.withSelf(), resource.lifecycle().postconditions());
    for (Provisioner provisioner : resource.provisioners()) {
      connect(key, names.withSelf(), BodyReferences.of(provisioner.body()));
      if (provisioner.connection() != null) {
        connect(key, names.withSelf(), BodyReferences.of(provisioner.connection()));
      }
    }
    graph.edge(key, NodeKey.provider(tree.providers().of(path, resource)));
  }

  /** What an import takes its ids from comes before the block it is for. */
  private void connect(ModulePath path, Refactoring.Import imported) {
    if (!path.isRoot()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid import configuration",
              "Import blocks stand in the root module only, and this is in " + path + ".",
              imported.range()));
      return;
    }
    List<String> names = List.of(imported.to().names().split("\\.", -1));
    ModulePath module = path;
    int at = 0;
    for (; names.get(at).equals("module") && at + 2 < names.size(); at += 2) {
      module = module.child(names.get(at + 1));
    }
    NodeKey block = NodeKey.block(module, String.join(".", names.subList(at, names.size())));
    if (!places.containsKey(block)) {
      return;
    }
    BuiltInNames builtIn = BuiltInNames.of(null, imported.forEach());
    connect(block, path, builtIn, imported.id().references());
    if (imported.forEach() != null) {
      connect(block, path, BuiltInNames.NONE, imported.forEach().references());
    }
    for (Traversal.Step step : imported.to().steps()) {
      if (step instanceof Traversal.Key(Expression key)) {
        connect(block, path, builtIn, key.references());
      }
    }
  }

  private void connect(ModulePath path, ModuleCall call) {
    NodeKey node = NodeKey.call(path, call.name());
    graph.edge(NodeKey.callEnd(path, call.name()), node);
    connect(node, BuiltInNames.NONE, call.count());
    connect(node, BuiltInNames.NONE, call.forEach());
    connect(node, BuiltInNames.NONE, call.dependsOn());
    BuiltInNames names = BuiltInNames.of(call.count(), call.forEach());
    ModulePath called = path.child(call.name());
    for (Body.Argument argument : call.arguments().arguments().values()) {
      NodeKey variable = NodeKey.variable(called, argument.name());
      connect(variable, path, names, argument.expression().references());
    }
  }

  private static List<Reference> without(NodeKey key, List<Reference> references) {
    return references.stream()
        .filter(reference -> !key.equals(NodeKey.of(key.module(), reference)))
        .toList();
  }

  private void connect(NodeKey from, BuiltInNames names, @Nullable Expression expression) {
    if (expression != null) {
      connect(from, names, expression.references());
    }
  }

  private void connect(NodeKey from, BuiltInNames names, Collection<Reference> references) {
    connect(from, from.module(), names, references);
  }

  /**
   * @param module in which the references stand
   */
  private void connect(
      NodeKey from, ModulePath module, BuiltInNames names, Collection<Reference> references) {
    for (Reference reference : references) {
      if (NodeKey.isBuiltIn(reference)) {
        Diagnostic wrong = names.check(reference);
        if (wrong != null) {
          diagnostics.add(wrong);
        }
        continue;
      }
      NodeKey output = ModuleReference.output(tree, module, reference);
      NodeKey to = output == null ? NodeKey.of(module, reference) : output;
      Diagnostic misuse = ReferenceForm.check(tree, module, reference, to);
      if (misuse != null && (to == null || places.containsKey(to))) {
        diagnostics.add(misuse);
      } else if (to != null && to.equals(from) && to.kind() == NodeKey.Kind.BLOCK) {
        diagnostics.add(ReferenceForm.toItself(reference, to));
      } else if (to != null && places.containsKey(to)) {
        graph.edge(from, to);
        refuseOutsideOfCheck(from, to, reference);
        warnOfDeprecated(to, reference);
      } else {
        diagnostics.add(UndeclaredReference.diagnose(reference, module, to, places.keySet()));
      }
    }
  }

  private void warnOfDeprecated(NodeKey to, Reference reference) {
    Configuration module = to.kind() == NodeKey.Kind.OUTPUT ? tree.module(to.module()) : null;
    Configuration.Output output = module == null ? null : module.outputs().get(to.name());
    if (output != null && output.deprecated() != null) {
      diagnostics.add(
          Diagnostic.warning("Deprecated output used", output.deprecated(), reference.range()));
    }
  }

  /** The data source of a check belongs to the check alone. */
  private void refuseOutsideOfCheck(NodeKey from, NodeKey to, Reference reference) {
    Resource resource =
        to.kind() == NodeKey.Kind.BLOCK ? tree.resource(to.module(), to.name()) : null;
    if (resource != null
        && resource.check() != null
        && !from.equals(NodeKey.check(to.module(), resource.check()))) {
      diagnostics.add(
          Diagnostic.error(
              "Reference to scoped resource",
              to
                  + " stands in the check \""
                  + resource.check()
                  + "\"; nothing outside of it may refer to it.",
              reference.range()));
    }
  }

  private void reportCycle(List<NodeKey> members) {
    int more = members.size() - MOST_LISTED;
    String listed =
        members.stream()
                .map(node -> "  " + node + place(node))
                .sorted()
                .limit(MOST_LISTED)
                .collect(Collectors.joining("\n"))
            + (more > 0 ? "\n  … and " + more + " more" : "");
    SourceRange first =
        members.stream()
            .sorted(Comparator.comparing(NodeKey::toString))
            .map(places::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    diagnostics.add(
        Diagnostic.error(
                members.size() == 1 ? "Reference to itself" : "Circle of references",
                "Each of these needs another one to be known first:\n" + listed,
                first)
            .withHint("break the circle by taking one of the references out"));
  }

  private String place(NodeKey node) {
    SourceRange place = places.get(node);
    return place == null ? "" : " at " + place.file() + ":" + place.start().line();
  }
}
