package io.planform.planner.apply;

import io.planform.planner.config.ModulePath;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.manifest.InputValues;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.evaluation.RunContext;
import io.planform.planner.plan.prior.PriorState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Run;
import io.planform.store.state.RunRequest;
import io.planform.store.state.StateStore;
import io.planform.store.state.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A root module in a folder, with its state and a fake cloud: plans and applies it. */
public final class Workshop implements AutoCloseable {
  private final Path directory;
  private final StateStore store;

  public final FakeCloud cloud;

  /** What the last plan or apply had to say. */
  public List<Diagnostic> diagnostics = List.of();

  public Workshop(Path directory) throws StoreException {
    this.directory = directory;
    this.cloud = new FakeCloud(directory.resolve("cloud"));
    this.store =
        StateStore.open(
            new StoreAddress.SqliteFile(directory.resolve("state.db")),
            new EnvelopeCipher(new KeySource.KeyFile(directory.resolve("state.key"))));
  }

  public Workshop manifest(String hcl) {
    return manifest("main.tf", hcl);
  }

  /**
   * @param file below the root module's directory
   */
  public Workshop manifest(String file, String hcl) {
    try {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.writeString(directory.resolve(file), hcl);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public StateStore store() {
    return store;
  }

  /** What the state holds of managed objects. */
  List<ResourceRow> resources() throws StoreException {
    return PriorState.managed(store.snapshot("default"));
  }

  /** Null after errors. */
  public @Nullable Plan plan(PlanRequest request) throws StoreException {
    Diagnostics found = new Diagnostics();
    Evaluation evaluation = evaluation(found);
    Graph<NodeKey> graph = ConfigurationGraph.of(evaluation.tree(), found);
    Plan plan = found.hasErrors() ? null : plan(evaluation, graph, request, found);
    evaluation.providers().close();
    diagnostics = found.toList();
    return plan;
  }

  public @Nullable Plan plan() throws StoreException {
    return plan(PlanRequest.NORMAL);
  }

  private @Nullable Plan plan(
      Evaluation evaluation, Graph<NodeKey> graph, PlanRequest request, Diagnostics found)
      throws StoreException {
    return new Planner(
            evaluation, graph, store.snapshot("default"), request, PlanListener.SILENT, found)
        .plan();
  }

  public @Nullable ApplyResult apply() throws StoreException {
    return apply(PlanRequest.NORMAL);
  }

  @Nullable ApplyResult apply(PlanRequest request) throws StoreException {
    return apply(request, new Interruption());
  }

  /** Recovers, plans and applies, as the command does; null if nothing could be planned. */
  @Nullable ApplyResult apply(PlanRequest request, Interruption interruption)
      throws StoreException {
    Diagnostics found = new Diagnostics();
    Evaluation evaluation = evaluation(found);
    Graph<NodeKey> graph = ConfigurationGraph.of(evaluation.tree(), found);
    RunRequest who = new RunRequest("planform apply", "tester", null, null);
    StateStore.Acquired acquired = store.begin("default", who, Duration.ofSeconds(20));
    try (Run run =
        new WatchedRun(((StateStore.Acquired.Granted) acquired).run(), cloud.crashPoint)) {
      evaluation.sessions().configure(Recovery.providers(run.snapshot()), graph, found);
      new Recovery(run, evaluation.providers(), found).recover();
      Plan plan = found.hasErrors() ? null : plan(evaluation, graph, request, found);
      ApplyResult result =
          plan == null
              ? null
              : new Applier(plan, evaluation, graph, run, ApplyListener.SILENT, interruption)
                  .apply(request.parallelism());
      if (result != null) {
        found.addAll(result.diagnostics());
      }
      diagnostics = found.toList();
      return result;
    } finally {
      evaluation.providers().close();
    }
  }

  private Evaluation evaluation(Diagnostics found) {
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(directory, found);
    Providers providers = new Providers(List.of(new FakeProvider(cloud)));
    ModuleScope scope =
        new ModuleScope(new RunContext(directory, "default", loaded.tree(), providers));
    InputValues.resolve(loaded.tree().root(), Map.of(), List.of(), InputValues.Prompt.NOBODY, found)
        .values()
        .forEach((name, value) -> scope.put(NodeKey.variable(ModulePath.ROOT, name), value));
    return new Evaluation(
        loaded.tree(),
        scope,
        providers,
        SchemaDecoder::decode,
        new Provider.Environment(Map.of(), directory, directory));
  }

  @Override
  public void close() {
    store.close();
  }
}
