package io.planform.bench;

import io.planform.huaweicloud.HuaweicloudProvider;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.Validator;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.evaluation.RunContext;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.value.Value;
import io.planform.store.state.Snapshot;
import io.planform.utility.nothing.NullProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A directory with one manifest, made for a measurement. */
final class Project {
  private final Path directory;
  private final Diagnostics diagnostics = new Diagnostics();

  private Project(Path directory) {
    this.directory = directory;
  }

  static Project of(Path parent, String manifest) throws IOException {
    Path directory = Files.createTempDirectory(parent, "project");
    Files.writeString(directory.resolve("main.tf"), manifest);
    return new Project(directory);
  }

  /** Resource blocks with ten arguments each. */
  static String functions(int count) {
    StringBuilder text = new StringBuilder("variable \"region\" {\n  default = \"eu\"\n}\n");
    for (int i = 0; i < count; i++) {
      text.append(
          """
          resource "huaweicloud_fgs_function" "f%1$d" {
            name        = "function-%1$d"
            app         = "default"
            agency      = var.region
            description = "Answers ${var.region}, number %1$d"
            handler     = "index.handler"
            memory_size = 128 * 2
            timeout     = 30
            runtime     = "Python3.9"
            code_type   = "inline"
            func_code   = base64encode("x")
          }

          """
              .formatted(i));
    }
    return text.toString();
  }

  static String nullBlocks(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          """
          resource "null_resource" "n%1$d" {
            triggers = { number = %1$d }
          }
          """
              .formatted(i));
    }
    return text.toString();
  }

  static String nullInstances(int thousands) {
    return """
        resource "null_resource" "n" {
          for_each = toset(flatten([for i in range(%d) : [for j in range(1000) : "${i}-${j}"]]))
          triggers = { number = each.key }
        }
        """
        .formatted(thousands);
  }

  void validate() {
    Evaluation evaluation = load();
    Graph<NodeKey> graph = ConfigurationGraph.of(evaluation.tree(), diagnostics);
    new Validator(evaluation, graph, diagnostics).validate();
    requireNoErrors();
  }

  /** The number of changes. */
  int plan() {
    Evaluation evaluation = load();
    Graph<NodeKey> graph = ConfigurationGraph.of(evaluation.tree(), diagnostics);
    Snapshot empty =
        new Snapshot("default", "bench", null, 0, List.of(), List.of(), null, List.of());
    Plan plan =
        new Planner(evaluation, graph, empty, PlanRequest.NORMAL, PlanListener.SILENT, diagnostics)
            .plan();
    requireNoErrors();
    return plan == null ? 0 : plan.changes().size();
  }

  private Evaluation load() {
    ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(directory, diagnostics);
    requireNoErrors();
    Providers providers = new Providers(List.of(new HuaweicloudProvider(), new NullProvider()));
    ModuleScope scope =
        new ModuleScope(new RunContext(directory, "default", loaded.tree(), providers));
    scope.put(NodeKey.variable(ModulePath.ROOT, "region"), Value.of("eu"));
    return new Evaluation(
        loaded.tree(),
        scope,
        providers,
        SchemaDecoder::decode,
        new Provider.Environment(Map.of(), directory, directory));
  }

  private void requireNoErrors() {
    if (diagnostics.hasErrors()) {
      throw new IllegalStateException(diagnostics.toList().getFirst().toString());
    }
  }
}
