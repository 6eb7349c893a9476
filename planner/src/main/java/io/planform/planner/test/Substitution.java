package io.planform.planner.test;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.PassedProvider;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.NotBuilt;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.address.Target;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.test.mock.Made;
import io.planform.planner.test.mock.Mock;
import io.planform.planner.test.mock.MockProvider;
import io.planform.planner.test.mock.MockSession;
import io.planform.planner.test.mock.Overridden;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what a test says in the place of providers, objects and modules of a configuration. */
final class Substitution {
  private final TestFile file;
  private final TestRun run;
  private final List<Provider> providers;
  private final Diagnostics diagnostics;
  private final SequencedMap<ModulePath, Configuration> modules;
  private final ConfigurationTree original;
  private final Map<String, Provider> mocked = new HashMap<>();

  Substitution(
      TestFile file,
      TestRun run,
      ConfigurationTree original,
      List<Provider> providers,
      Diagnostics diagnostics) {
    this.file = file;
    this.run = run;
    this.original = original;
    this.providers = providers;
    this.diagnostics = diagnostics;
    this.modules = new LinkedHashMap<>(original.modules());
  }

  /**
   * @param scope what names mean in the provider blocks of tests
   */
  ConfigurationTree tree(Scope scope) {
    for (Overridden override : overrides()) {
      if (override.target() instanceof Target.Module(ModuleInstance module)) {
        override(module, override);
      }
    }
    Configuration root = original.root();
    modules.put(ModulePath.ROOT, withProviders(root, configured(root, scope)));
    return ConfigurationTree.of(modules, diagnostics);
  }

  /** The nearest first. */
  private List<Overridden> overrides() {
    List<Overridden> all = new ArrayList<>(run.overrides());
    all.addAll(file.overrides());
    return all;
  }

  private void override(ModuleInstance instance, Overridden override) {
    Configuration module = modules.get(instance.path());
    if (instance.steps().stream().anyMatch(step -> step.key() != null)) {
      diagnostics.add(
          NotBuilt.error(
              "overrides of single instances of a module",
              "Leave the keys out of the target: all instances have the same outputs then.",
              override.targetRange()));
    } else if (module != null) {
      modules.keySet().removeIf(path -> path.isWithin(instance.path()));
      modules.put(instance.path(), stub(module, override.made()));
    }
  }

  /** With given outputs, of which those that are not given are null, and nothing that is made. */
  private static Configuration stub(Configuration module, Made made) {
    SequencedMap<String, Output> outputs = new LinkedHashMap<>();
    module
        .outputs()
        .forEach(
            (name, output) -> {
              Value given = made.values().values().get(name);
              outputs.put(
                  name,
                  new Output(
                      name,
                      new Composite.Constant(
                          given == null ? new Value.Null(Type.DYNAMIC) : given, made.range()),
                      output.description(),
                      output.sensitive(),
                      output.ephemeral(),
                      output.deprecated(),
                      List.of(),
                      List.of(),
                      output.range()));
            });
    return new Configuration(
        module.directory(),
        module.variables(),
        new LinkedHashMap<>(),
        outputs,
        module.providers(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        module.refactoring(),
        module.settings());
  }

  private static Configuration withProviders(
      Configuration root, SequencedMap<String, ProviderBlock> blocks) {
    return new Configuration(
        root.directory(),
        root.variables(),
        root.locals(),
        root.outputs(),
        blocks,
        root.resources(),
        root.checks(),
        root.calls(),
        root.refactoring(),
        root.settings());
  }

  private SequencedMap<String, ProviderBlock> configured(Configuration root, Scope scope) {
    SequencedMap<String, ProviderBlock> blocks = new LinkedHashMap<>();
    if (!run.providers().isEmpty()) {
      run.providers().values().forEach(passed -> pass(passed, root, scope, blocks));
      return blocks;
    }
    blocks.putAll(root.providers());
    Set<String> used = used();
    file.providers()
        .forEach(
            (key, block) -> {
              if (used.contains(root.providerType(block.type()))) {
                blocks.put(key, bound(block, scope));
              }
            });
    file.mocks()
        .forEach(
            (key, mock) -> {
              if (used.contains(root.providerType(mock.name()))) {
                blocks.put(key, mocked(mock, key, root));
              }
            });
    return blocks;
  }

  /** The types of the providers that the modules need: others are not configured. */
  private Set<String> used() {
    Set<String> types = new HashSet<>();
    modules.forEach(
        (path, module) -> {
          for (Resource resource : module.resources().values()) {
            types.add(original.providers().of(path, resource).type());
          }
          module
              .settings()
              .requiredProviders()
              .values()
              .forEach(required -> types.add(required.type()));
        });
    return types;
  }

  private void pass(
      PassedProvider passed,
      Configuration root,
      Scope scope,
      SequencedMap<String, ProviderBlock> blocks) {
    ProviderBlock block = file.providers().get(passed.outer());
    Mock mock = file.mocks().get(passed.outer());
    ProviderBlock own = root.providers().get(passed.outer());
    if (mock != null) {
      blocks.put(passed.inner(), mocked(mock, passed.inner(), root));
    } else if (block != null) {
      blocks.put(passed.inner(), renamed(bound(block, scope), passed.inner()));
    } else if (own != null) {
      blocks.put(passed.inner(), renamed(own, passed.inner()));
    } else {
      Set<String> known = new HashSet<>(file.providers().keySet());
      known.addAll(file.mocks().keySet());
      diagnostics.add(
          Diagnostic.error(
              "Missing provider definition for " + passed.outer(),
              "Neither this file nor the module has a provider of this name."
                  + NearMatch.question(passed.outer(), known),
              passed.range()));
    }
  }

  private static ProviderBlock renamed(ProviderBlock block, String key) {
    return new ProviderBlock(name(key), alias(key), block.body(), block.range());
  }

  private ProviderBlock mocked(Mock mock, String key, Configuration root) {
    String type = root.providerType(name(key));
    Provider real = provider(type);
    if (real != null) {
      String address = new ProviderAddress(ModulePath.ROOT, type, alias(key)).toString();
      mocked.put(address, new MockProvider(real, mock));
    }
    Body nothing = new Body(new LinkedHashMap<>(), List.of(), mock.range());
    return new ProviderBlock(name(key), alias(key), nothing, mock.range());
  }

  private @Nullable Provider provider(String type) {
    return providers.stream()
        .filter(provider -> provider.name().equals(type))
        .findFirst()
        .orElse(null);
  }

  private static String name(String key) {
    return key.split("\\.", 2)[0];
  }

  private static @Nullable String alias(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? null : key.substring(dot + 1);
  }

  /** With values in place of what refers to the test: the module does not know its names. */
  private ProviderBlock bound(ProviderBlock block, Scope scope) {
    return new ProviderBlock(
        block.type(), block.alias(), bound(block.body(), scope), block.range());
  }

  private Body bound(Body body, Scope scope) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    body.arguments()
        .forEach(
            (name, argument) ->
                arguments.put(
                    name,
                    new Body.Argument(
                        name,
                        new Composite.Constant(
                            argument.expression().evaluate(scope, diagnostics),
                            argument.expression().range()),
                        argument.nameRange())));
    List<Body.Block> blocks =
        body.blocks().stream()
            .map(
                inner ->
                    new Body.Block(
                        inner.type(),
                        inner.labels(),
                        inner.labelRanges(),
                        bound(inner.body(), scope),
                        inner.range()))
            .toList();
    return new Body(arguments, blocks, body.range());
  }

  /** The providers of a run of the tree, not configured yet. */
  Providers providers(ConfigurationTree tree) {
    return new Providers(providers, mocked, (address, session) -> standIn(address, session, tree));
  }

  private ProviderSession standIn(
      Address address, ProviderSession session, ConfigurationTree tree) {
    for (Overridden override : overrides()) {
      if (override.target() instanceof Target.Block && override.target().includes(address)) {
        MockSession mock =
            session instanceof MockSession already
                ? already
                : new MockSession(real(address, tree), session, plain(override));
        return mock.of(address, override.made());
      }
    }
    return session instanceof MockSession mock ? mock.of(address) : session;
  }

  private Provider real(Address address, ConfigurationTree tree) {
    Resource block = tree.resource(address.module().path(), address.node().name());
    String type =
        block == null
            ? address.type().split("_", 2)[0]
            : tree.providers().of(address.module().path(), block).type();
    Provider real = provider(type);
    if (real == null) {
      throw new IllegalStateException(address + " has a session and no provider");
    }
    return real;
  }

  private static Mock plain(Overridden override) {
    return new Mock("", null, Map.of(), List.of(), false, override.targetRange());
  }
}
