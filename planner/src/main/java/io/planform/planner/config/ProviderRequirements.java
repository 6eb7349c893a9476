package io.planform.planner.config;

import io.planform.planner.config.Configuration.ProviderBlock;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.planner.config.Configuration.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The providers that a module requires, in so many words or by using their names, and what the
 * modules it calls require.
 *
 * @param providers which versions of each; all are allowed where nothing is said
 * @param calls in the order of their names
 */
public record ProviderRequirements(
    ModulePath module,
    SortedMap<ProviderSource, VersionConstraint> providers,
    List<ProviderRequirements> calls) {

  /** Of the root, and so of all modules. */
  public static ProviderRequirements of(ConfigurationTree tree) {
    Map<ModulePath, List<ProviderRequirements>> callers = new HashMap<>();
    // Callers come before what they call: seen from the end, calls are complete.
    for (var module : tree.modules().reversed().entrySet()) {
      ModulePath path = module.getKey();
      List<ProviderRequirements> calls = callers.getOrDefault(path, new ArrayList<>());
      calls.sort(Comparator.comparing(call -> call.module().name()));
      ProviderRequirements requirements =
          new ProviderRequirements(path, providers(module.getValue()), calls);
      if (path.isRoot()) {
        return requirements;
      }
      callers.computeIfAbsent(path.parent(), _ -> new ArrayList<>()).add(requirements);
    }
    throw new IllegalArgumentException("a tree without a root");
  }

  private static SortedMap<ProviderSource, VersionConstraint> providers(Configuration module) {
    SortedMap<ProviderSource, VersionConstraint> providers = new TreeMap<>();
    for (RequiredProvider required : module.settings().requiredProviders().values()) {
      providers.merge(required.source(), required.version(), VersionConstraint::and);
    }
    for (ProviderBlock block : module.providers().values()) {
      providers.putIfAbsent(source(module, block.type()), VersionConstraint.NONE);
    }
    for (Resource resource : module.resources().values()) {
      String name = ProviderBindings.localName(resource).split("\\.", 2)[0];
      providers.putIfAbsent(source(module, name), VersionConstraint.NONE);
    }
    return providers;
  }

  private static ProviderSource source(Configuration module, String localName) {
    RequiredProvider required = module.settings().requiredProviders().get(localName);
    return required == null ? ProviderSource.implied(localName) : required.source();
  }
}
