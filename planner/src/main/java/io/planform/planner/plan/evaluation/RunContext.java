package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.lang.file.Disk;
import io.planform.planner.lang.file.FileAccess;
import io.planform.spi.provider.ProviderFunction;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What is the same for all modules of a run, whichever instance of them is evaluated. */
public final class RunContext {
  private final Path directory;
  private final String workspace;
  private final ConfigurationTree tree;
  private final Providers providers;
  private final Instant planTime;
  private final FileAccess files;
  private volatile CheckLog checks = new CheckLog();
  private volatile Phase phase = Phase.PLANNING;

  private enum Phase {
    PLANNING,
    PLANNED,
    APPLYING
  }

  /**
   * @param directory of the root module
   */
  public RunContext(Path directory, String workspace, ConfigurationTree tree, Providers providers) {
    this(
        directory,
        workspace,
        tree,
        providers,
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        new Disk(directory));
  }

  /**
   * @param planTime when the plan was made that is to be carried out
   * @param files that functions read
   */
  public RunContext(
      Path directory,
      String workspace,
      ConfigurationTree tree,
      Providers providers,
      Instant planTime,
      FileAccess files) {
    this.directory = directory;
    this.workspace = workspace;
    this.tree = tree;
    this.providers = providers;
    this.planTime = planTime;
    this.files = files;
  }

  /** From now on values are what they are, not what a plan can promise. */
  public void planned() {
    phase = Phase.PLANNED;
  }

  /** As {@link #planned}, and objects change from now on: what conditions said is no more. */
  public void applying() {
    checks = new CheckLog();
    phase = Phase.APPLYING;
  }

  boolean isApplying() {
    return phase == Phase.APPLYING;
  }

  boolean isPlanning() {
    return phase == Phase.PLANNING;
  }

  /** Against which paths are resolved. */
  Path directory() {
    return directory;
  }

  /** Of the root module: another one where tests run a module by itself. */
  Path root() {
    return tree.root().directory();
  }

  String workspace() {
    return workspace;
  }

  Instant planTime() {
    return planTime;
  }

  /** What conditions say. */
  CheckLog checks() {
    return checks;
  }

  FileAccess files() {
    return files;
  }

  /** A function of a provider that a module requires under a local name; null if there is none. */
  @Nullable ProviderFunction providerFunction(ModulePath module, String provider, String name) {
    Configuration configuration = tree.module(module);
    RequiredProvider required =
        configuration == null ? null : configuration.settings().requiredProviders().get(provider);
    return required == null ? null : providers.functions(required.type()).get(name);
  }
}
