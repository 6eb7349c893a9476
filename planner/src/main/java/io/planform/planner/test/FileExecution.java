package io.planform.planner.test;

import io.planform.planner.apply.Applier;
import io.planform.planner.apply.ApplyListener;
import io.planform.planner.apply.Interruption;
import io.planform.planner.config.Configuration.Mode;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.test.Leftover.LeftObject;
import io.planform.planner.test.mock.Made;
import io.planform.planner.test.mock.Mock;
import io.planform.planner.test.mock.OverrideTargets;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.Provider;
import io.planform.store.state.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runs of one file, and the destruction of what they made. */
final class FileExecution {
  private final TestSetting setting;
  private final TestFile file;
  private final TestListener listener;
  private final Interruption interruption;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  FileExecution(
      TestSetting setting, TestFile file, TestListener listener, Interruption interruption) {
    this.setting = setting;
    this.file = file;
    this.listener = listener;
    this.interruption = interruption;
  }

  TestFile file() {
    return file;
  }

  FileResult execute() {
    listener.fileStarted(file);
    List<RunResult> results = runs();
    listener.tearingDown(file);
    List<Leftover> leftovers = tearDown();
    Status status = results.stream().map(RunResult::status).reduce(Status.SKIP, Status::and);
    Status whole =
        !leftovers.isEmpty()
            ? Status.ERROR
            : status == Status.SKIP && !interruption.isRequested() ? Status.PASS : status;
    FileResult result = new FileResult(file, whole, results, ofFile(), leftovers);
    listener.fileEnded(result);
    return result;
  }

  private List<RunResult> runs() {
    List<RunResult> results = new ArrayList<>();
    EarlierRuns earlier = new EarlierRuns(file);
    String blame = null;
    for (TestRun run : file.runs()) {
      if (blame != null || interruption.isRequested()) {
        RunResult skipped = RunResult.skipped(run, blame);
        results.add(skipped);
        listener.runEnded(file, skipped);
        continue;
      }
      listener.runStarted(file, run);
      Slot slot = slots.computeIfAbsent(run.state(), _ -> new Slot());
      RunResult result =
          new RunExecution(setting, file, run, slot, earlier, interruption).execute();
      results.add(result);
      listener.runEnded(file, result);
      if (result.status() == Status.ERROR) {
        blame = run.name();
      }
    }
    return results;
  }

  /** What is in states now, with the runs that used them last. */
  List<Leftover> inStates() {
    List<Leftover> there = new ArrayList<>();
    for (Slot slot : slots.values()) {
      TestRun last = slot.last();
      List<LeftObject> objects = slot.objects();
      if (last != null && !objects.isEmpty()) {
        there.add(new Leftover(last.name(), objects, List.of()));
      }
    }
    return there;
  }

  private List<Leftover> tearDown() {
    List<Slot> used = new ArrayList<>(slots.values());
    used.removeIf(slot -> slot.last() == null || slot.state().isEmpty());
    used.sort(
        Comparator.comparingInt(
                (Slot slot) -> file.place(Objects.requireNonNull(slot.last()).name()))
            .reversed());
    List<Leftover> leftovers = new ArrayList<>();
    for (Slot slot : used) {
      TestRun run = Objects.requireNonNull(slot.last());
      listener.tearingDown(file, run);
      List<Diagnostic> problems = destroy(slot, Objects.requireNonNull(slot.subject()));
      if (!slot.state().isEmpty() || problems.stream().anyMatch(Diagnostic::isError)) {
        Leftover left = new Leftover(run.name(), slot.objects(), problems);
        leftovers.add(left);
        listener.left(file, left);
      }
    }
    return leftovers;
  }

  private static List<Diagnostic> destroy(Slot slot, Subject subject) {
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = subject.evaluation();
    try (Providers _ = evaluation.providers()) {
      Plan plan =
          new Planner(
                  evaluation,
                  subject.graph(),
                  slot.state().snapshot(),
                  PlanRequest.of(Plan.Mode.DESTROY),
                  PlanListener.SILENT,
                  diagnostics,
                  new Diagnostics())
              .plan();
      if (plan != null) {
        try (Run run = slot.state().begin()) {
          diagnostics.addAll(
              new Applier(
                      plan,
                      evaluation,
                      subject.graph(),
                      run,
                      ApplyListener.SILENT,
                      new Interruption())
                  .apply(Parallelism.USUAL)
                  .diagnostics());
        }
      }
    }
    return diagnostics.toList();
  }

  /** What is odd about the file whatever its runs say. */
  private List<Diagnostic> ofFile() {
    Diagnostics found = new Diagnostics();
    new OverrideTargets(found)
        .check(file.overrides(), file.runs().stream().map(setting::tree).distinct().toList());
    file.mocks().values().forEach(mock -> types(mock, found));
    return found.toList();
  }

  private void types(Mock mock, Diagnostics found) {
    Provider provider = provider(setting.tree().root().providerType(mock.name()));
    if (provider == null) {
      return;
    }
    Map<Mock.Key, Made> sorted = new LinkedHashMap<>();
    mock.types().entrySet().stream()
        .sorted(Comparator.comparing(one -> one.getValue().range().start().offset()))
        .forEach(one -> sorted.put(one.getKey(), one.getValue()));
    sorted.forEach(
        (key, made) -> {
          Set<String> known =
              (key.mode() == Mode.DATA ? provider.dataSources() : provider.resourceTypes())
                  .keySet();
          if (!known.contains(key.type())) {
            found.add(
                Diagnostic.warning(
                    "Mock of an unknown type",
                    "The provider "
                        + provider.name()
                        + " has no "
                        + (key.mode() == Mode.DATA ? "data source " : "resource type ")
                        + key.type()
                        + "."
                        + NearMatch.question(key.type(), known),
                    made.range()));
          }
        });
  }

  private @Nullable Provider provider(String type) {
    return setting.providers().stream()
        .filter(one -> one.name().equals(type))
        .findFirst()
        .orElse(null);
  }
}
