package io.planform.planner.plan;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Local;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.config.SchemaDecoder;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.Conditions.Verdict;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration being evaluated: its values so far, and the ways to get more. Plan and apply use
 * the same.
 */
public final class Evaluation {
  private final Configuration configuration;
  private final ModuleScope scope;
  private final Providers providers;
  private final Decoder decoder;
  private final Provider.Environment environment;

  /**
   * @param scope holds the values of variables already
   */
  public Evaluation(
      Configuration configuration,
      ModuleScope scope,
      Providers providers,
      Decoder decoder,
      Provider.Environment environment) {
    this.configuration = configuration;
    this.scope = scope;
    this.providers = providers;
    this.decoder = decoder;
    this.environment = environment;
  }

  public Configuration configuration() {
    return configuration;
  }

  public ModuleScope scope() {
    return scope;
  }

  public Providers providers() {
    return providers;
  }

  /** Evaluates a local value and puts it into the scope. */
  public void local(String name, Diagnostics diagnostics) {
    Local local = configuration.locals().get(name);
    if (local != null) {
      scope.put(NodeKey.local(name), local.value().evaluate(scope, diagnostics));
    }
  }

  public Value output(Output output, Diagnostics diagnostics) {
    Value value = output.value().evaluate(scope, diagnostics);
    if (!output.sensitive() && value.containsSensitive()) {
      diagnostics.add(
          Diagnostic.error(
                  "Output refers to sensitive values",
                  "output." + output.name() + " would show a value that is marked as sensitive.",
                  output.value().range())
              .withHint("add sensitive = true to the output, or nonsensitive() to the value"));
    }
    return value.sensitiveIf(output.sensitive());
  }

  /** Whether an output may have its value: false if one of its preconditions does not hold. */
  public boolean permits(Output output, Diagnostics diagnostics) {
    return new Conditions(scope, diagnostics)
            .check(output.preconditions(), "Module output value precondition")
        != Verdict.FAILS;
  }

  /** Checks the value of a variable by the rules of its declaration. */
  public void validate(Variable variable, Diagnostics diagnostics) {
    for (Condition rule : variable.validations()) {
      Verdict _ =
          new Conditions(scope, diagnostics)
              .check(rule, "Invalid value for variable", variable.range());
    }
  }

  /** What is known of the conditions that must hold before an instance is planned. */
  Verdict preconditions(Resource block, Expansion.Instance instance, Diagnostics diagnostics) {
    return new Conditions(scope.of(instance), diagnostics)
        .check(block.lifecycle().preconditions(), "Resource precondition");
  }

  /**
   * What is known of the conditions that an instance must meet.
   *
   * @param self its value
   */
  Verdict postconditions(
      Resource block, Expansion.Instance instance, Value self, Diagnostics diagnostics) {
    return new Conditions(Conditions.withSelf(scope.of(instance), self), diagnostics)
        .check(block.lifecycle().postconditions(), "Resource postcondition");
  }

  /**
   * Looks at the assertions of a check. Whatever comes of it are warnings.
   *
   * @param planning whether what is not known yet will be known later
   */
  public void check(Check check, boolean planning, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    for (Condition assertion : check.assertions()) {
      Verdict verdict =
          new Conditions(scope, own)
              .check(assertion, "Check block assertion failed", assertion.condition().range());
      if (verdict == Verdict.UNKNOWN && planning) {
        own.add(
            Diagnostic.warning(
                "Check block assertion known after apply",
                "The condition cannot be evaluated yet; applying the plan tells its result.",
                assertion.condition().range()));
      }
    }
    own.toList().forEach(found -> diagnostics.add(found.asWarning()));
  }

  /** Configures a provider; true if it has a session afterwards. */
  public boolean configure(String key, Diagnostics diagnostics) {
    Provider provider = providers.provider(key);
    ProviderBlock block = configuration.providers().get(key);
    if (provider == null) {
      unknownProvider(key, block, diagnostics);
      return false;
    }
    Body body = block == null ? emptyBody() : block.body();
    Diagnostics own = new Diagnostics();
    Value.Obj decoded = decoder.decode(body, provider.configuration(), scope, own);
    if (!own.hasErrors()) {
      ProviderSession session =
          provider.configure((Value.Obj) decoded.revealed(), environment, own);
      if (session != null) {
        providers.open(key, session);
      }
    }
    own.toList().forEach(found -> diagnostics.add(located(found, body)));
    return providers.session(key) != null;
  }

  /** Checks a provider block without configuring anything. */
  public void checkProvider(String key, Diagnostics diagnostics) {
    Provider provider = providers.provider(key);
    ProviderBlock block = configuration.providers().get(key);
    if (provider == null) {
      unknownProvider(key, block, diagnostics);
    } else if (block != null) {
      Value.Obj _ = decoder.decode(block.body(), provider.configuration(), scope, diagnostics);
    }
  }

  /**
   * Configures providers with what can be known before a plan: what they take from resources is
   * unknown.
   */
  public void configure(Collection<String> keys, Graph<String> graph, Diagnostics diagnostics) {
    List<String> nodes = keys.stream().map(NodeKey::provider).filter(graph::contains).toList();
    Set<String> needed = graph.withDependencies(nodes);
    for (String node : graph.inOrder()) {
      if (needed.contains(node) && node.startsWith("local.")) {
        local(node.substring("local.".length()), diagnostics);
      } else if (needed.contains(node) && configuration.resources().containsKey(node)) {
        scope.put(node, new Value.Unknown(Type.DYNAMIC));
      }
    }
    keys.forEach(key -> configure(key, diagnostics));
  }

  private void unknownProvider(String key, @Nullable ProviderBlock block, Diagnostics diagnostics) {
    SourceRange place =
        block != null
            ? block.range()
            : configuration.resources().values().stream()
                .filter(resource -> key.equals(ConfigurationGraph.providerOf(resource)))
                .map(Resource::range)
                .findFirst()
                .orElse(null);
    Diagnostic unknown =
        Diagnostic.error(
            "Unknown provider " + key,
            "There is no provider of this name; there are " + providers.names() + ".",
            place);
    String near = NearMatch.of(key, providers.names());
    diagnostics.add(near == null ? unknown : unknown.withHint("did you mean " + near + "?"));
  }

  private static Body emptyBody() {
    SourceRange nowhere = new SourceRange("", SourcePosition.START, SourcePosition.START);
    return new Body(new LinkedHashMap<>(), List.of(), nowhere);
  }

  /** The schema of a block's type; null, with a diagnostic, if there is none. */
  public @Nullable Schema schema(Resource block, Diagnostics diagnostics) {
    String key = ConfigurationGraph.providerOf(block);
    Provider provider = providers.provider(key);
    if (provider == null) {
      unknownProvider(key, null, diagnostics);
      return null;
    }
    Schema schema = providers.schema(key, block.mode(), block.type());
    if (schema == null) {
      boolean data = block.mode() == Configuration.Mode.DATA;
      Diagnostic unknown =
          Diagnostic.error(
              "Unknown " + (data ? "data source" : "resource type") + " " + block.type(),
              "The provider " + provider.name() + " has no such type.",
              block.range());
      String near =
          NearMatch.of(
              block.type(), (data ? provider.dataSources() : provider.resourceTypes()).keySet());
      diagnostics.add(near == null ? unknown : unknown.withHint("did you mean " + near + "?"));
    }
    return schema;
  }

  /** Decodes and checks the body of an instance, sensitive marks included. */
  public Value.Obj decode(
      Resource block, Schema schema, Expansion.Instance instance, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value.Obj decoded = decoder.decode(block.body(), schema, scope.of(instance), own);
    ProviderSession session = providers.session(ConfigurationGraph.providerOf(block));
    if (!own.hasErrors() && session != null) {
      own.addAll(session.validate(kind(block), block.type(), (Value.Obj) decoded.revealed()));
    }
    own.toList().forEach(found -> diagnostics.add(located(found, block.body())));
    return decoded;
  }

  private static ProviderSession.Kind kind(Resource block) {
    return switch (block.mode()) {
      case MANAGED -> ProviderSession.Kind.MANAGED;
      case DATA -> ProviderSession.Kind.DATA;
    };
  }

  /** What a provider complains about, placed where the manifest says it. */
  static Diagnostic located(Diagnostic diagnostic, Body body) {
    if (diagnostic.range() != null) {
      return diagnostic;
    }
    if (body.range().file().isEmpty()) {
      return diagnostic.at((SourceRange) null);
    }
    ValuePath path = diagnostic.path();
    return diagnostic.at(path == null ? body.range() : SchemaDecoder.locate(body, path));
  }
}
