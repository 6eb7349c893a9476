package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.planner.graph.NodeKey;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A configuration being evaluated: its values so far, and the ways to get more. Plan and apply use
 * the same.
 */
public final class Evaluation {
  private final ConfigurationTree tree;
  private final Modules modules;
  private final Providers providers;
  private final Decoder decoder;
  private final Provider.Environment environment;
  private final EphemeralBlocks ephemeral;
  private final CustomConditions conditions;
  private final ProviderSessions sessions;

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
    this.conditions = new CustomConditions(this);
    this.sessions = new ProviderSessions(this, providers, decoder, environment);
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

  public CustomConditions conditions() {
    return conditions;
  }

  public ProviderSessions sessions() {
    return sessions;
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

  /** The schema of a block's type; null, with a diagnostic, if there is none. */
  public @Nullable Schema schema(ModulePath module, Resource block, Diagnostics diagnostics) {
    String key = providerOf(module, block);
    Provider provider = providers.provider(key);
    if (provider == null) {
      sessions.unknown(key, null, diagnostics);
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
