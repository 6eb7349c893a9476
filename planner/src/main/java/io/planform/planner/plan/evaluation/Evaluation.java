package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.config.SchemaDecoder;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Conditions.Verdict;
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
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A configuration being evaluated: its values so far, and the ways to get more. Plan and apply use
 * the same.
 */
public final class Evaluation {
  private static final String ASSERTION_FAILED = "Check block assertion failed";

  private final ConfigurationTree tree;
  private final Modules modules;
  private final Providers providers;
  private final Decoder decoder;
  private final Provider.Environment environment;
  private final EphemeralBlocks ephemeral;

  /** Instances of which conditions did not hold. */
  private final Set<Address> failed = ConcurrentHashMap.newKeySet();

  /** Keys of providers that are configured with what may be something else during an apply. */
  private final Set<String> provisional = ConcurrentHashMap.newKeySet();

  /**
   * @param scope of the root, with the values of its variables
   */
  public Evaluation(
      ConfigurationTree tree,
      ModuleScope scope,
      Providers providers,
      Decoder decoder,
      Provider.Environment environment) {
    this.tree = tree;
    this.modules = new Modules(tree, scope);
    this.providers = providers;
    this.decoder = decoder;
    this.environment = environment;
    this.ephemeral = new EphemeralBlocks(this);
  }

  /** From now on values are what they are, not what a plan can promise. */
  public void planned() {
    modules.root().run().planned();
  }

  public Instant planTime() {
    return modules.root().planTime();
  }

  /** As {@link #planned}, and objects change from now on. */
  public void applying() {
    modules.root().run().applying();
  }

  public ConfigurationTree tree() {
    return tree;
  }

  public Modules modules() {
    return modules;
  }

  /** The block that a node stands for; null if it stands for none. */
  public @Nullable Resource block(NodeKey node) {
    return node.kind() == NodeKey.Kind.BLOCK ? tree.resource(node.module(), node.name()) : null;
  }

  /** The key of the provider configuration that manages a block. */
  public String providerOf(ModulePath module, Resource block) {
    return tree.providers().of(module, block).toString();
  }

  public Providers providers() {
    return providers;
  }

  public EphemeralBlocks ephemeral() {
    return ephemeral;
  }

  public Provisioners provisioners() {
    return new Provisioners(decoder, environment);
  }

  /** The value of an output of the root module. */
  public Value output(Output output, Diagnostics diagnostics) {
    Value value = output.value().evaluate(modules.root(), diagnostics);
    if (output.ephemeral()) {
      diagnostics.add(
          Diagnostic.error(
              "Ephemeral output not allowed",
              "Outputs of the root module are kept in the state, where no ephemeral value may be.",
              output.range()));
    } else {
      Modules.refuseEphemeral(output, value, diagnostics);
    }
    if (!output.sensitive() && value.containsSensitive()) {
      diagnostics.add(
          Diagnostic.error(
                  "Output refers to sensitive values",
                  "output." + output.name() + " would show a value that is marked as sensitive.",
                  output.range())
              .withHint("add sensitive = true to the output, or nonsensitive() to the value"));
    }
    return value.sensitiveIf(output.sensitive());
  }

  /** Whether an output may have its value: false if one of its preconditions does not hold. */
  public boolean permits(Output output, Diagnostics diagnostics) {
    Conditions conditions = new Conditions(modules.root(), diagnostics);
    Verdict verdict = conditions.check(output.preconditions(), "Module output value precondition");
    checks().note(CheckResult.Kind.OUTPUT_VALUE, ModuleInstance.ROOT, output.name(), conditions);
    return verdict != Verdict.FAILS;
  }

  /** What is known of the conditions that must hold before an instance is planned. */
  public Verdict preconditions(BlockInstance instance, Diagnostics diagnostics) {
    Conditions conditions = new Conditions(instance.scope(), diagnostics);
    Verdict verdict =
        conditions.check(instance.block().lifecycle().preconditions(), "Resource precondition");
    noteIfAny(instance, conditions);
    return noted(instance, verdict);
  }

  /**
   * What is known of the conditions that an instance must meet.
   *
   * @param self its value
   */
  public Verdict postconditions(BlockInstance instance, Value self, Diagnostics diagnostics) {
    Conditions conditions =
        new Conditions(Conditions.withSelf(instance.scope(), self), diagnostics);
    Verdict verdict =
        conditions.check(instance.block().lifecycle().postconditions(), "Resource postcondition");
    noteIfAny(instance, conditions);
    return noted(instance, verdict);
  }

  private Verdict noted(BlockInstance instance, Verdict verdict) {
    if (verdict == Verdict.FAILS) {
      failed.add(instance.address());
    }
    return verdict;
  }

  /** The instances of which conditions did not hold so far. */
  public Set<Address> failed() {
    return Set.copyOf(failed);
  }

  private void noteIfAny(BlockInstance instance, Conditions conditions) {
    if (instance.block().lifecycle().hasConditions()) {
      checks().note(instance, conditions);
    }
  }

  private CheckLog checks() {
    return modules.root().run().checks();
  }

  /** What conditions said so far. */
  public List<CheckResult> checkResults(boolean whole) {
    return checks().results(tree, whole);
  }

  /**
   * Looks at the assertions of a check. That one does not hold is a warning.
   *
   * @param planning whether what is not known yet will be known later
   */
  public void check(NodeKey node, boolean planning, Diagnostics diagnostics) {
    Configuration module = tree.module(node.module());
    Check check = module == null ? null : module.checks().get(node.name());
    if (check != null) {
      modules.scopes(node.module()).forEach(scope -> check(check, scope, planning, diagnostics));
    }
  }

  private void check(Check check, ModuleScope scope, boolean planning, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Conditions conditions = new Conditions(scope, own);
    for (Condition assertion : check.assertions()) {
      Verdict verdict =
          conditions.check(assertion, ASSERTION_FAILED, assertion.condition().range());
      if (verdict == Verdict.UNKNOWN && planning) {
        own.add(
            Diagnostic.warning(
                "Check block assertion known after apply",
                "The condition cannot be evaluated yet; applying the plan tells its result.",
                assertion.condition().range()));
      }
    }
    checks().note(CheckResult.Kind.CHECK, scope.instance(), check.name(), conditions);
    for (Diagnostic found : own.toList()) {
      diagnostics.add(found.summary().equals(ASSERTION_FAILED) ? found.asWarning() : found);
    }
  }

  /** Configures a provider; true if it has a session afterwards. */
  public boolean configure(String key, Diagnostics diagnostics) {
    Provider provider = providers.provider(key);
    ProviderAddress address = ProviderAddress.parse(key);
    ProviderBlock block = tree.providers().blocks().get(address);
    if (provider == null) {
      unknownProvider(key, block, diagnostics);
      return false;
    }
    ModuleScope scope = modules.scopes(address.module()).stream().findFirst().orElse(null);
    if (scope == null || (block == null && address.alias() != null)) {
      diagnostics.add(gone(address));
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
        if (!decoded.isWhollyKnown() || decoded.allMarks().ephemeral()) {
          provisional.add(key);
        }
      }
    }
    own.toList().forEach(found -> diagnostics.add(located(found, body)));
    return providers.session(key) != null;
  }

  /** Configures a provider again if it was given what is known, or open, only now. */
  public void reconfigure(String key, Diagnostics diagnostics) {
    ProviderSession before = providers.session(key);
    if (before == null || !provisional.contains(key) || !configure(key, diagnostics)) {
      return;
    }
    ProviderSession now = providers.session(key);
    if (now != null && !now.target().equals(before.target())) {
      diagnostics.add(
          Diagnostic.error(
              "The plan does not hold any more",
              "The provider " + key + " was planned for another target than it leads to now."));
    }
  }

  private static Diagnostic gone(ProviderAddress address) {
    return Diagnostic.error(
            "Provider configuration not present",
            "The state holds objects of the provider configuration "
                + address
                + ", which the manifests do not have any more.")
        .withHint("put it back until what it manages is destroyed");
  }

  /** Checks a provider block without configuring anything. */
  public void checkProvider(ProviderAddress address, ProviderBlock block, Diagnostics diagnostics) {
    Provider provider = providers.provider(address.toString());
    if (provider == null) {
      unknownProvider(address.toString(), block, diagnostics);
      return;
    }
    for (ModuleScope scope : modules.scopes(address.module())) {
      Value.Obj _ = decoder.decode(block.body(), provider.configuration(), scope, diagnostics);
    }
  }

  /**
   * Configures providers with what can be known before a plan: what they take from resources is
   * unknown. What they take from ephemeral resources is opened, and left to the caller to end.
   */
  public void configure(Collection<String> keys, Graph<NodeKey> graph, Diagnostics diagnostics) {
    configure(keys, graph, node -> ephemeral.open(node, diagnostics), diagnostics);
  }

  private void configure(
      Collection<String> keys,
      Graph<NodeKey> graph,
      Consumer<NodeKey> opener,
      Diagnostics diagnostics) {
    List<NodeKey> nodes =
        keys.stream()
            .map(key -> NodeKey.provider(ProviderAddress.parse(key)))
            .filter(graph::contains)
            .toList();
    Set<NodeKey> needed = graph.withDependencies(nodes);
    for (NodeKey node : graph.inOrder()) {
      if (!needed.contains(node)) {
        continue;
      }
      if (node.kind() == NodeKey.Kind.PROVIDER) {
        boolean _ = configure(node.module().qualify(node.name()), diagnostics);
      } else if (ephemeral.contains(node)) {
        opener.accept(node);
      } else if (node.kind() == NodeKey.Kind.BLOCK) {
        for (ModuleScope scope : modules.scopes(node.module())) {
          scope.put(node, new Value.Unknown(Type.DYNAMIC));
        }
      } else {
        modules.evaluate(node, diagnostics);
      }
    }
    for (String key : keys) {
      if (!graph.contains(NodeKey.provider(ProviderAddress.parse(key)))) {
        boolean _ = configure(key, diagnostics);
      }
    }
  }

  /**
   * Opens sessions for what the providers of blocks check by themselves. With what is not known yet
   * a provider may not be configurable; then it is opened as if nothing were configured.
   */
  public void configureForChecks(Graph<NodeKey> graph) {
    Set<String> keys = new LinkedHashSet<>();
    tree.modules()
        .forEach(
            (path, module) ->
                module.resources().values().forEach(block -> keys.add(providerOf(path, block))));
    configure(keys, graph, ephemeral::leaveOut, new Diagnostics());
    for (String key : keys) {
      Provider provider = providers.provider(key);
      if (provider != null && providers.session(key) == null) {
        Value.Obj nothing =
            decoder.decode(
                emptyBody(), provider.configuration(), modules.root(), new Diagnostics());
        ProviderSession session = provider.configure(nothing, environment, new Diagnostics());
        if (session != null) {
          providers.open(key, session);
        }
      }
    }
  }

  private void unknownProvider(String key, @Nullable ProviderBlock block, Diagnostics diagnostics) {
    SourceRange place = block != null ? block.range() : firstUse(key);
    Diagnostic unknown =
        Diagnostic.error(
            "Unknown provider " + key,
            "There is no provider of this name; there are " + providers.names() + ".",
            place);
    String near = NearMatch.of(key, providers.names());
    diagnostics.add(near == null ? unknown : unknown.withHint("did you mean " + near + "?"));
  }

  private @Nullable SourceRange firstUse(String key) {
    for (Map.Entry<ModulePath, Configuration> module : tree.modules().entrySet()) {
      for (Resource resource : module.getValue().resources().values()) {
        if (key.equals(providerOf(module.getKey(), resource))) {
          return resource.range();
        }
      }
    }
    return null;
  }

  private static Body emptyBody() {
    SourceRange nowhere = new SourceRange("", SourcePosition.START, SourcePosition.START);
    return new Body(new LinkedHashMap<>(), List.of(), nowhere);
  }

  /** The schema of a block's type; null, with a diagnostic, if there is none. */
  public @Nullable Schema schema(ModulePath module, Resource block, Diagnostics diagnostics) {
    String key = providerOf(module, block);
    Provider provider = providers.provider(key);
    if (provider == null) {
      unknownProvider(key, null, diagnostics);
      return null;
    }
    Schema schema = providers.schema(key, block.mode(), block.type());
    if (schema == null) {
      Diagnostic unknown =
          Diagnostic.error(
              "Unknown " + kindOfType(block.mode()) + " " + block.type(),
              "The provider " + provider.name() + " has no such type.",
              block.range());
      String near = NearMatch.of(block.type(), Providers.types(provider, block.mode()).keySet());
      diagnostics.add(near == null ? unknown : unknown.withHint("did you mean " + near + "?"));
    }
    return schema;
  }

  private static String kindOfType(Configuration.Mode mode) {
    return switch (mode) {
      case MANAGED -> "resource type";
      case DATA -> "data source";
      case EPHEMERAL -> "ephemeral resource";
    };
  }

  /** Decodes and checks the body of an instance, sensitive marks included. */
  public Value.Obj decode(BlockInstance instance, Schema schema, Diagnostics diagnostics) {
    Resource block = instance.block();
    Diagnostics own = new Diagnostics();
    Value.Obj decoded = decoder.decode(block.body(), schema, instance.scope(), own);
    ProviderSession session =
        providers.session(providerOf(instance.module().instance().path(), block));
    if (!own.hasErrors() && session != null) {
      own.addAll(session.validate(kind(block), block.type(), (Value.Obj) decoded.revealed()));
    }
    if (block.mode() != Configuration.Mode.EPHEMERAL) {
      refuseEphemeral(decoded, own);
    }
    own.toList().forEach(found -> diagnostics.add(located(found, block.body())));
    return decoded;
  }

  /** What a plan shows and a state keeps is no place for them. */
  private static void refuseEphemeral(Value.Obj decoded, Diagnostics diagnostics) {
    decoded
        .values()
        .forEach(
            (name, value) -> {
              if (value.allMarks().ephemeral()) {
                diagnostics.add(
                    Diagnostic.error(
                            "Invalid use of ephemeral value",
                            "Ephemeral values are not valid for \""
                                + name
                                + "\", because it is kept in the state.",
                            null)
                        .at(ValuePath.of(name)));
              }
            });
  }

  private static ProviderSession.Kind kind(Resource block) {
    return switch (block.mode()) {
      case MANAGED -> ProviderSession.Kind.MANAGED;
      case DATA -> ProviderSession.Kind.DATA;
      case EPHEMERAL -> ProviderSession.Kind.EPHEMERAL;
    };
  }

  /** What a provider complains about, placed where the manifest says it. */
  public static Diagnostic located(Diagnostic diagnostic, Body body) {
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
