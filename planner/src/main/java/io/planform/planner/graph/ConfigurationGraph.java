package io.planform.planner.graph;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a configuration refer to. One node a block, whatever its {@code count} or
 * {@code for_each}: a reference to a thousand instances is one edge.
 */
public final class ConfigurationGraph {
  private final Configuration configuration;
  private final Diagnostics diagnostics;
  private final Graph.Builder<String> graph = new Graph.Builder<>();
  private final Map<String, SourceRange> places = new HashMap<>();

  private ConfigurationGraph(Configuration configuration, Diagnostics diagnostics) {
    this.configuration = configuration;
    this.diagnostics = diagnostics;
  }

  /**
   * Nodes are named by {@link NodeKey}. References to what is not declared, and circles, are
   * errors; the graph must not be used then.
   */
  public static Graph<String> of(Configuration configuration, Diagnostics diagnostics) {
    return new ConfigurationGraph(configuration, diagnostics).build();
  }

  private Graph<String> build() {
    declare();
    connect();
    Graph<String> built = graph.build();
    built.cycles().forEach(this::reportCycle);
    return built;
  }

  private void declare() {
    configuration.variables().forEach((name, v) -> declare(NodeKey.variable(name), v.range()));
    configuration.locals().forEach((name, local) -> declare(NodeKey.local(name), local.range()));
    configuration.providers().forEach((key, p) -> declare(NodeKey.provider(key), p.range()));
    configuration.resources().forEach((key, resource) -> declare(key, resource.range()));
    configuration.outputs().forEach((name, out) -> declare(NodeKey.output(name), out.range()));
    configuration.checks().forEach((name, check) -> declare(NodeKey.check(name), check.range()));
  }

  private void declare(String key, SourceRange place) {
    graph.node(key);
    places.put(key, place);
  }

  private void connect() {
    configuration.variables().values().forEach(this::connect);
    configuration.locals().forEach((name, local) -> connect(NodeKey.local(name), local.value()));
    configuration
        .providers()
        .forEach((key, p) -> connect(NodeKey.provider(key), BodyReferences.of(p.body())));
    configuration.resources().values().forEach(this::connect);
    configuration
        .outputs()
        .forEach(
            (name, output) -> {
              connect(NodeKey.output(name), output.value());
              connect(NodeKey.output(name), output.dependsOn());
              connectConditions(NodeKey.output(name), output.preconditions());
            });
    configuration.checks().values().forEach(this::connect);
  }

  private void connect(Configuration.Check check) {
    String key = NodeKey.check(check.name());
    connectConditions(key, check.assertions());
    if (check.data() != null) {
      graph.edge(key, check.data());
    }
  }

  private void connectConditions(String key, List<Configuration.Condition> conditions) {
    for (Configuration.Condition condition : conditions) {
      connect(key, condition.condition());
      connect(key, condition.errorMessage());
    }
  }

  private void connect(Configuration.Variable variable) {
    String key = NodeKey.variable(variable.name());
    for (Configuration.Condition validation : variable.validations()) {
      for (Expression part : List.of(validation.condition(), validation.errorMessage())) {
        // A rule speaks about the variable itself: that is no circle.
        connect(key, without(key, part.references()));
      }
    }
  }

  private void connect(Resource resource) {
    String key = resource.key();
    connect(key, BodyReferences.of(resource.body()));
    connect(key, resource.count());
    connect(key, resource.forEach());
    connect(key, resource.dependsOn());
    resource.lifecycle().replaceTriggeredBy().forEach(trigger -> connect(key, trigger));
    connectConditions(key, resource.lifecycle().preconditions());
    connectConditions(key, resource.lifecycle().postconditions());
    graph.edge(key, NodeKey.provider(providerOf(resource)));
  }

  /** The key of the provider configuration that manages a resource. */
  public static String providerOf(Resource resource) {
    String declared = resource.provider();
    return declared == null ? resource.type().split("_", 2)[0] : declared;
  }

  private static List<Reference> without(String key, List<Reference> references) {
    return references.stream().filter(reference -> !key.equals(NodeKey.of(reference))).toList();
  }

  private void connect(String from, @Nullable Expression expression) {
    if (expression != null) {
      connect(from, expression.references());
    }
  }

  private void connect(String from, Collection<Reference> references) {
    for (Reference reference : references) {
      String to = NodeKey.of(reference);
      if (to != null && places.containsKey(to)) {
        graph.edge(from, to);
        refuseOutsideOfCheck(from, to, reference);
      } else if (!NodeKey.isBuiltIn(reference)) {
        diagnostics.add(UndeclaredReference.diagnose(reference, to, places.keySet()));
      }
    }
  }

  /** The data source of a check belongs to the check alone. */
  private void refuseOutsideOfCheck(String from, String to, Reference reference) {
    Resource resource = configuration.resources().get(to);
    if (resource != null
        && resource.check() != null
        && !from.equals(NodeKey.check(resource.check()))) {
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

  private void reportCycle(List<String> members) {
    String listed =
        members.stream().sorted().map(this::withPlace).collect(Collectors.joining("\n"));
    SourceRange first =
        members.stream().sorted().map(places::get).filter(p -> p != null).findFirst().orElse(null);
    diagnostics.add(
        Diagnostic.error(
                members.size() == 1 ? "Reference to itself" : "Circle of references",
                "Each of these needs another one to be known first:\n" + listed,
                first)
            .withHint("break the circle by taking one of the references out"));
  }

  private String withPlace(String key) {
    SourceRange place = places.get(key);
    return place == null
        ? "  " + key
        : "  " + key + " at " + place.file() + ":" + place.start().line();
  }
}
