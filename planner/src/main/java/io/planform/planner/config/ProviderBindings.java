package io.planform.planner.config;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.PassedProvider;
import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.planner.config.Configuration.Resource;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which provider configuration the names that modules use for providers mean. A default
 * configuration that a call does not pass is inherited from the caller; others are passed, or
 * configured where they are used.
 */
public final class ProviderBindings {
  private final SequencedMap<ModulePath, Configuration> modules;
  private final Diagnostics diagnostics;
  private final Map<ModulePath, Map<String, ProviderAddress>> bound = new HashMap<>();
  private final SequencedMap<ProviderAddress, ProviderBlock> blocks = new LinkedHashMap<>();

  /** Asked for with every resource, and few. */
  private final Map<LocalName, ProviderAddress> resolved = new ConcurrentHashMap<>();

  private record LocalName(ModulePath module, String name) {}

  private ProviderBindings(
      SequencedMap<ModulePath, Configuration> modules, Diagnostics diagnostics) {
    this.modules = modules;
    this.diagnostics = diagnostics;
  }

  static ProviderBindings of(
      SequencedMap<ModulePath, Configuration> modules, Diagnostics diagnostics) {
    ProviderBindings bindings = new ProviderBindings(modules, diagnostics);
    modules.forEach(bindings::bind);
    modules.forEach(bindings::checkResources);
    return bindings;
  }

  /** What the configuration configures itself, by address. */
  public SequencedMap<ProviderAddress, ProviderBlock> blocks() {
    return blocks;
  }

  /** The configuration that manages a resource. */
  public ProviderAddress of(ModulePath module, Resource resource) {
    return resolved.computeIfAbsent(new LocalName(module, localName(resource)), this::resolve);
  }

  private ProviderAddress resolve(LocalName local) {
    ModulePath module = local.module();
    String name = local.name();
    ProviderAddress address = find(module, name);
    return address == null ? new ProviderAddress(module, type(module, name), alias(name)) : address;
  }

  /** {@code name} or {@code name.alias}. */
  static String localName(Resource resource) {
    String declared = resource.provider();
    return declared == null ? ProviderName.ofType(resource.type()) : declared;
  }

  /** Null for a name with an alias that nothing configures. */
  private @Nullable ProviderAddress find(ModulePath module, String name) {
    ProviderAddress address = bound.getOrDefault(module, Map.of()).get(name);
    if (address != null) {
      return address;
    }
    return alias(name) == null ? inherited(module, type(module, name)) : null;
  }

  private ProviderAddress inherited(ModulePath module, String type) {
    for (ModulePath at = module; ; at = at.parent()) {
      ProviderAddress address = bound.getOrDefault(at, Map.of()).get(localName(at, type));
      if (address != null) {
        return address;
      }
      if (at.isRoot()) {
        return new ProviderAddress(ModulePath.ROOT, type, null);
      }
    }
  }

  private String localName(ModulePath module, String type) {
    Configuration configuration = modules.get(module);
    if (configuration != null) {
      for (RequiredProvider required : configuration.settings().requiredProviders().values()) {
        if (required.type().equals(type)) {
          return required.name();
        }
      }
    }
    return type;
  }

  private String type(ModulePath module, String name) {
    Configuration configuration = modules.get(module);
    String local = name.split("\\.", 2)[0];
    return configuration == null ? local : configuration.providerType(local);
  }

  private static @Nullable String alias(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? null : name.substring(dot + 1);
  }

  private void bind(ModulePath path, Configuration configuration) {
    Map<String, ProviderAddress> names = new HashMap<>();
    bound.put(path, names);
    configuration
        .providers()
        .forEach(
            (key, block) -> {
              if (!isOnlyDeclared(path, block)) {
                ProviderAddress address =
                    new ProviderAddress(path, type(path, block.type()), block.alias());
                names.put(key, address);
                blocks.put(address, block);
              }
            });
    ModuleCall call = path.isRoot() ? null : call(path);
    if (call != null) {
      refuseOwnProviders(path, configuration);
      call.providers().values().forEach(passed -> pass(path, configuration, passed, names));
      required(call, configuration, names);
    }
  }

  /** In a called module an empty block is the old way to say that the caller has to pass one. */
  private static boolean isOnlyDeclared(ModulePath path, ProviderBlock block) {
    return !path.isRoot() && block.alias() == null && isEmpty(block);
  }

  private static boolean isEmpty(ProviderBlock block) {
    return block.body().arguments().isEmpty() && block.body().blocks().isEmpty();
  }

  private @Nullable ModuleCall call(ModulePath path) {
    Configuration caller = modules.get(path.parent());
    return caller == null ? null : caller.calls().get(path.name());
  }

  private void refuseOwnProviders(ModulePath path, Configuration configuration) {
    boolean own = configuration.providers().values().stream().anyMatch(block -> !isEmpty(block));
    for (ModulePath at = path; own && !at.isRoot(); at = at.parent()) {
      ModuleCall outer = call(at);
      if (outer != null && (outer.repeats() || !outer.dependsOn().isEmpty())) {
        diagnostics.add(
            Diagnostic.error(
                    "Module is incompatible with count, for_each, and depends_on",
                    "The module "
                        + path
                        + " has provider blocks of its own, so that no call that leads to it may"
                        + " have these arguments.",
                    outer.range())
                .withHint(
                    "take the provider blocks out of the module, and pass it what it needs with"
                        + " the argument providers"));
        return;
      }
    }
  }

  private void pass(
      ModulePath path,
      Configuration called,
      PassedProvider passed,
      Map<String, ProviderAddress> names) {
    ModulePath caller = path.parent();
    ProviderAddress address = find(caller, passed.outer());
    if (address == null) {
      diagnostics.add(undeclared(caller, passed.outer()).at(passed.range()));
      return;
    }
    ProviderBlock own = called.providers().get(passed.inner());
    if (own != null && !isEmpty(own)) {
      diagnostics.add(
          Diagnostic.error(
              "Cannot override provider configuration",
              "The module "
                  + path
                  + " configures the provider \""
                  + passed.inner()
                  + "\" itself, so that it cannot be passed.",
              passed.range()));
      return;
    }
    String wanted = type(path, passed.inner());
    if (!wanted.equals(address.type())) {
      diagnostics.add(
          Diagnostic.error(
              "Provider type mismatch",
              "\""
                  + passed.outer()
                  + "\" is a configuration of the provider "
                  + address.type()
                  + ", but \""
                  + passed.inner()
                  + "\" means the provider "
                  + wanted
                  + " in the module.",
              passed.range()));
      return;
    }
    if (!expects(called, passed.inner())) {
      diagnostics.add(
          Diagnostic.warning(
              "Reference to undefined provider",
              "The module "
                  + path
                  + " does not say in required_providers that it takes a provider configuration \""
                  + passed.inner()
                  + "\"."
                  + NearMatch.question(passed.inner(), expected(called)),
              passed.range()));
    }
    names.put(passed.inner(), address);
  }

  private static boolean expects(Configuration called, String inner) {
    return expected(called).contains(inner) || called.providers().containsKey(inner);
  }

  private static Set<String> expected(Configuration called) {
    Set<String> names = new LinkedHashSet<>();
    for (RequiredProvider required : called.settings().requiredProviders().values()) {
      names.add(required.name());
      names.addAll(required.aliases());
    }
    return names;
  }

  private void required(ModuleCall call, Configuration called, Map<String, ProviderAddress> names) {
    for (RequiredProvider required : called.settings().requiredProviders().values()) {
      for (String alias : required.aliases()) {
        if (!names.containsKey(alias) && !call.providers().containsKey(alias)) {
          diagnostics.add(
              Diagnostic.error(
                      "Missing required provider configuration",
                      "The module needs a configuration of the provider "
                          + required.type()
                          + " that it calls \""
                          + alias
                          + "\".",
                      call.range())
                  .withHint("add \"" + alias + " = …\" to the argument providers of the call"));
        }
      }
    }
  }

  private void checkResources(ModulePath path, Configuration configuration) {
    for (Resource resource : configuration.resources().values()) {
      String name = localName(resource);
      boolean promised =
          configuration.settings().requiredProviders().values().stream()
              .anyMatch(required -> required.aliases().contains(name));
      if (find(path, name) == null && !(promised && !path.isRoot())) {
        diagnostics.add(undeclared(path, name).at(resource.range()));
      }
    }
  }

  private Diagnostic undeclared(ModulePath module, String name) {
    Set<String> known = bound.getOrDefault(module, Map.of()).keySet();
    return Diagnostic.error(
        "Provider configuration not present",
        "Nothing configures a provider \""
            + name
            + "\" in "
            + (module.isRoot() ? "the root module" : module)
            + "."
            + NearMatch.question(name, known));
  }
}
