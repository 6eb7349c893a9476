package io.planform.planner.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.TopLevelBlocks;
import io.planform.planner.render.json.DiagnosticJson;
import io.planform.planner.render.json.PlanJson;
import io.planform.planner.render.json.ProviderNames;
import io.planform.planner.render.json.StateJson;
import io.planform.planner.render.json.UiLines;
import io.planform.planner.test.FileResult;
import io.planform.planner.test.Leftover;
import io.planform.planner.test.RunResult;
import io.planform.planner.test.RunResult.Shown;
import io.planform.planner.test.Status;
import io.planform.planner.test.SuiteResult;
import io.planform.planner.test.TestFile;
import io.planform.planner.test.TestRun;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests as lines of Terraform's machine-readable user interface. */
final class JsonTestView implements TestView {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final UiLines lines;
  private final DiagnosticJson json;
  private final boolean verbose;

  JsonTestView(UiLines lines, Map<String, SourceText> sources, boolean verbose) {
    this.lines = lines;
    this.json = new DiagnosticJson(sources, new TopLevelBlocks()::header);
    this.verbose = verbose;
  }

  @Override
  public void found(List<TestFile> files) {
    ObjectNode names = JSON.objectNode();
    int runs = 0;
    for (TestFile file : files) {
      runs += file.runs().size();
      if (file.runs().isEmpty()) {
        names.putNull(file.name());
      } else {
        ArrayNode all = names.putArray(file.name());
        file.runs().forEach(run -> all.add(run.name()));
      }
    }
    String message =
        "Found " + counted(files.size(), "file") + " and " + counted(runs, "run block");
    lines.test("info", message, "test_abstract", "", "", names);
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  @Override
  public void fileStarted(TestFile file) {
    file(file, "in progress", "starting");
  }

  private void file(TestFile file, String word, String progress) {
    ObjectNode body = JSON.objectNode();
    body.put("path", file.name());
    body.put("progress", progress);
    lines.test("info", file.name() + "... " + word, "test_file", file.name(), "", body);
  }

  private void run(TestFile file, TestRun run, String word, ObjectNode body) {
    lines.test(
        "info", "  \"" + run.name() + "\"... " + word, "test_run", file.name(), run.name(), body);
  }

  private static ObjectNode run(TestFile file, TestRun run, String progress) {
    ObjectNode body = JSON.objectNode();
    body.put("path", file.name());
    body.put("run", run.name());
    body.put("progress", progress);
    return body;
  }

  @Override
  public void runStarted(TestFile file, TestRun run) {
    run(file, run, "in progress", run(file, run, "starting").put("elapsed", 0));
  }

  @Override
  public void runEnded(TestFile file, RunResult result) {
    TestRun run = result.run();
    ObjectNode body = run(file, run, "complete").put("status", result.status().word());
    run(file, run, word(result.status()), body);
    if (verbose) {
      show(file, run, result.shown());
    }
    for (Diagnostic diagnostic : result.diagnostics()) {
      lines.diagnostic(diagnostic, json, file.name(), run.name());
    }
  }

  private void show(TestFile file, TestRun run, @Nullable Shown shown) {
    switch (shown) {
      case null -> {}
      case Shown.Planned(var plan, var tree, var providers) ->
          lines.test(
              "info",
              "-verbose flag enabled, printing plan",
              "test_plan",
              file.name(),
              run.name(),
              new PlanJson(plan, tree, new ProviderNames(tree, providers)).changes());
      case Shown.Made(var state, var tree, var providers) ->
          lines.test(
              "info",
              "-verbose flag enabled, printing state",
              "test_state",
              file.name(),
              run.name(),
              new StateJson(new ProviderNames(tree, providers)).values(state));
    }
  }

  private static String word(Status status) {
    return status == Status.ERROR ? Status.FAIL.word() : status.word();
  }

  @Override
  public void tearingDown(TestFile file) {
    file(file, "tearing down", "teardown");
  }

  @Override
  public void tearingDown(TestFile file, TestRun run) {
    run(file, run, "tearing down", run(file, run, "teardown").put("elapsed", 0));
  }

  @Override
  public void left(TestFile file, Leftover leftover) {
    if (!leftover.objects().isEmpty()) {
      ObjectNode body = JSON.objectNode();
      body.set("failed_resources", objects(leftover));
      String message =
          "Planform left some objects of "
              + file.name()
              + "/"
              + leftover.run()
              + ", which need to be removed by hand.";
      lines.test("error", message, "test_cleanup", file.name(), leftover.run(), body);
    }
    for (Diagnostic diagnostic : leftover.diagnostics()) {
      lines.diagnostic(diagnostic, json, file.name(), leftover.run());
    }
  }

  private static ArrayNode objects(Leftover leftover) {
    ArrayNode objects = JSON.arrayNode();
    for (Leftover.LeftObject object : leftover.objects()) {
      ObjectNode one = objects.addObject().put("instance", object.address());
      if (!object.deposed().isEmpty()) {
        one.put("deposed_key", object.deposed());
      }
      if (!object.objectId().isEmpty()) {
        one.put("id", object.objectId());
      }
    }
    return objects;
  }

  @Override
  public void fileEnded(FileResult result) {
    TestFile file = result.file();
    ObjectNode body = JSON.objectNode();
    body.put("path", file.name());
    body.put("progress", "complete");
    body.put("status", result.status().word());
    String message = file.name() + "... " + word(result.status());
    lines.test("info", message, "test_file", file.name(), "", body);
    for (Diagnostic diagnostic : result.diagnostics()) {
      lines.diagnostic(diagnostic, json, file.name(), "");
    }
  }

  @Override
  public void ended(SuiteResult result) {
    ObjectNode body = JSON.objectNode();
    Status status = result.status() == Status.SKIP ? Status.PASS : result.status();
    body.put("status", status.word());
    body.put("passed", result.count(Status.PASS));
    body.put("failed", result.count(Status.FAIL));
    body.put("errored", result.count(Status.ERROR));
    body.put("skipped", result.count(Status.SKIP));
    lines.test("info", HumanTestView.summary(result), "test_summary", "", "", body);
  }

  @Override
  public void stopped(Map<String, List<Leftover>> present) {
    present.forEach(
        (file, leftovers) -> {
          ObjectNode body = JSON.objectNode();
          ObjectNode states = body.putObject("states");
          leftovers.forEach(leftover -> states.set(leftover.run(), objects(leftover)));
          lines.test(
              "error",
              "Planform was interrupted, and some objects are there still.",
              "test_interrupt",
              file,
              "",
              body);
        });
  }

  @Override
  public void report(List<Diagnostic> diagnostics) {
    diagnostics.forEach(diagnostic -> lines.diagnostic(diagnostic, json));
  }
}
