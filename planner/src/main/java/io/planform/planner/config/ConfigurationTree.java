package io.planform.planner.config;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.Resource;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A configuration with those of all modules that it calls, directly or not. */
public final class ConfigurationTree {
  private final SequencedMap<ModulePath, Configuration> modules;
  private final ProviderBindings providers;

  private ConfigurationTree(
      SequencedMap<ModulePath, Configuration> modules, ProviderBindings providers) {
    this.modules = modules;
    this.providers = providers;
  }

  /**
   * Checks what calls and called modules say about each other. With errors the tree must not be
   * used for more than going on to find others.
   *
   * @param modules with the root, and callers before what they call
   */
  public static ConfigurationTree of(
      Map<ModulePath, Configuration> modules, Diagnostics diagnostics) {
    SequencedMap<ModulePath, Configuration> ordered =
        Collections.unmodifiableSequencedMap(new LinkedHashMap<>(modules));
    ordered.forEach(
        (path, caller) ->
            caller
                .calls()
                .forEach(
                    (name, call) -> {
                      Configuration called = ordered.get(path.child(name));
                      if (called != null) {
                        CallArguments.check(call, called, diagnostics);
                      }
                    }));
    return new ConfigurationTree(ordered, ProviderBindings.of(ordered, diagnostics));
  }

  /** A tree that is broken already: its calls are not looked at. */
  public static ConfigurationTree unchecked(Map<ModulePath, Configuration> modules) {
    SequencedMap<ModulePath, Configuration> ordered = new LinkedHashMap<>(modules);
    return new ConfigurationTree(ordered, ProviderBindings.of(ordered, new Diagnostics()));
  }

  public Configuration root() {
    return Objects.requireNonNull(modules.get(ModulePath.ROOT));
  }

  /** Null if no such module is called. */
  public @Nullable Configuration module(ModulePath path) {
    return modules.get(path);
  }

  /** Callers before what they call. */
  public SequencedMap<ModulePath, Configuration> modules() {
    return modules;
  }

  /**
   * @param key of {@link Resource#key()}
   */
  public @Nullable Resource resource(ModulePath module, String key) {
    Configuration configuration = modules.get(module);
    return configuration == null ? null : configuration.resources().get(key);
  }

  /** The call that makes a module; null for the root. */
  public @Nullable ModuleCall call(ModulePath module) {
    Configuration caller = module.isRoot() ? null : modules.get(module.parent());
    return caller == null ? null : caller.calls().get(module.name());
  }

  public ProviderBindings providers() {
    return providers;
  }
}
