package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Providers being configured with what their blocks say. */
public final class ProviderSessions {
  private final Evaluation evaluation;
  private final Providers providers;
  private final Decoder decoder;
  private final Provider.Environment environment;

  /** Keys of providers that are configured with what may be something else during an apply. */
  private final Set<String> provisional = ConcurrentHashMap.newKeySet();

  ProviderSessions(
      Evaluation evaluation,
      Providers providers,
      Decoder decoder,
      Provider.Environment environment) {
    this.evaluation = evaluation;
    this.providers = providers;
    this.decoder = decoder;
    this.environment = environment;
  }

  /**
   * What the block of a provider says.
   *
   * @param value marked where it is sensitive
   */
  public record Settings(Schema schema, Value.Obj value) {}

  /**
   * What a provider of the root that was configured is configured with. Empty, with a diagnostic,
   * if that is not known yet or must not be kept.
   */
  public Optional<Settings> settings(String key, Diagnostics diagnostics) {
    Provider provider = providers.provider(key);
    ProviderBlock block = evaluation.tree().providers().blocks().get(ProviderAddress.parse(key));
    if (provider == null) {
      unknown(key, block, diagnostics);
      return Optional.empty();
    }
    Schema schema = provider.configuration();
    Value.Obj decoded =
        decoder.decode(
            block == null ? emptyBody() : block.body(),
            schema,
            evaluation.modules().root(),
            diagnostics);
    if (!decoded.isWhollyKnown() || decoded.allMarks().ephemeral()) {
      diagnostics.add(
          Diagnostic.error(
              "The provider " + key + " is configured with what cannot be kept",
              "Its configuration refers to objects, or to ephemeral values.",
              block == null ? null : block.range()));
      return Optional.empty();
    }
    return Optional.of(
        new Settings(schema, SensitivePaths.mark(decoded, schema, SensitivePaths.of(decoded))));
  }

  /** Configures a provider; true if it has a session afterwards. */
  public boolean configure(String key, Diagnostics diagnostics) {
    Provider provider = providers.provider(key);
    ProviderAddress address = ProviderAddress.parse(key);
    ProviderBlock block = evaluation.tree().providers().blocks().get(address);
    if (provider == null) {
      unknown(key, block, diagnostics);
      return false;
    }
    ModuleScope scope =
        evaluation.modules().scopes(address.module()).stream().findFirst().orElse(null);
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
    own.toList().forEach(found -> diagnostics.add(Evaluation.located(found, body)));
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
      unknown(address.toString(), block, diagnostics);
      return;
    }
    for (ModuleScope scope : evaluation.modules().scopes(address.module())) {
      Value.Obj _ = decoder.decode(block.body(), provider.configuration(), scope, diagnostics);
    }
  }

  /**
   * Configures providers with what can be known before a plan: what they take from resources is
   * unknown. What they take from ephemeral resources is opened, and left to the caller to end.
   */
  public void configure(Collection<String> keys, Graph<NodeKey> graph, Diagnostics diagnostics) {
    configure(keys, graph, node -> evaluation.ephemeral().open(node, diagnostics), diagnostics);
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
      } else if (evaluation.ephemeral().contains(node)) {
        opener.accept(node);
      } else if (node.kind() == NodeKey.Kind.BLOCK) {
        for (ModuleScope scope : evaluation.modules().scopes(node.module())) {
          scope.put(node, new Value.Unknown(Type.DYNAMIC));
        }
      } else {
        evaluation.modules().evaluate(node, diagnostics);
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
    evaluation
        .tree()
        .modules()
        .forEach(
            (path, module) ->
                module
                    .resources()
                    .values()
                    .forEach(block -> keys.add(evaluation.providerOf(path, block))));
    configure(keys, graph, evaluation.ephemeral()::leaveOut, new Diagnostics());
    for (String key : keys) {
      Provider provider = providers.provider(key);
      if (provider != null && providers.session(key) == null) {
        Value.Obj nothing =
            decoder.decode(
                emptyBody(),
                provider.configuration(),
                evaluation.modules().root(),
                new Diagnostics());
        ProviderSession session = provider.configure(nothing, environment, new Diagnostics());
        if (session != null) {
          providers.open(key, session);
        }
      }
    }
  }

  void unknown(String key, @Nullable ProviderBlock block, Diagnostics diagnostics) {
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
    for (Map.Entry<ModulePath, Configuration> module : evaluation.tree().modules().entrySet()) {
      for (Resource resource : module.getValue().resources().values()) {
        if (key.equals(evaluation.providerOf(module.getKey(), resource))) {
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
}
