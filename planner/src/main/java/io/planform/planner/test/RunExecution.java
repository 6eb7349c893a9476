package io.planform.planner.test;

import io.planform.planner.apply.Applier;
import io.planform.planner.apply.ApplyListener;
import io.planform.planner.apply.ApplyResult;
import io.planform.planner.apply.Interruption;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.manifest.InputValues.Given;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanListener;
import io.planform.planner.plan.Planner;
import io.planform.planner.plan.evaluation.Conditions;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.test.RunResult.Shown;
import io.planform.planner.test.mock.OverrideTargets;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.store.state.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One run: plans, applies if it is to, and looks whether all is as the run says. */
final class RunExecution {
  private static final String FAILED = "Test assertion failed";

  private final TestSetting setting;
  private final TestFile file;
  private final TestRun run;
  private final Slot slot;
  private final EarlierRuns earlier;
  private final Interruption interruption;

  private @Nullable Shown shown;
  private int assertions;

  RunExecution(
      TestSetting setting,
      TestFile file,
      TestRun run,
      Slot slot,
      EarlierRuns earlier,
      Interruption interruption) {
    this.setting = setting;
    this.file = file;
    this.run = run;
    this.slot = slot;
    this.earlier = earlier;
    this.interruption = interruption;
  }

  RunResult execute() {
    Instant began = Instant.now();
    long clock = System.nanoTime();
    List<Diagnostic> diagnostics = diagnostics();
    boolean errors =
        diagnostics.stream().anyMatch(each -> each.isError() && !each.summary().equals(FAILED));
    Status status = errors ? Status.ERROR : assertions > 0 ? Status.FAIL : Status.PASS;
    Duration took = Duration.ofNanos(System.nanoTime() - clock);
    return new RunResult(run, status, diagnostics, assertions, shown, began, took, null);
  }

  private List<Diagnostic> diagnostics() {
    Diagnostics before = new Diagnostics();
    RunInputs inputs =
        new RunInputs(
            file, run, setting.inputs(file), earlier, setting.environment().directory(), before);
    Subject subject = before.hasErrors() ? null : Subject.of(setting, file, run, inputs, before);
    if (subject == null) {
      return before.toList();
    }
    ExpectedFailures expected = new ExpectedFailures(run, subject.tree().root(), before);
    new OverrideTargets(before).check(run.overrides(), List.of(subject.tree()));
    if (before.hasErrors()) {
      return before.toList();
    }
    Evaluation evaluation = subject.evaluation();
    try (Providers _ = evaluation.providers()) {
      List<Diagnostic> all = new ArrayList<>(before.toList());
      all.addAll(carriedOut(subject, evaluation, expected, inputs));
      return all.stream().map(found -> placed(found, subject, inputs)).toList();
    }
  }

  private List<Diagnostic> carriedOut(
      Subject subject, Evaluation evaluation, ExpectedFailures expected, RunInputs inputs) {
    Diagnostics found = new Diagnostics();
    Diagnostics checks = new Diagnostics();
    Plan plan =
        new Planner(
                evaluation,
                subject.graph(),
                slot.state().snapshot(),
                run.request(),
                PlanListener.SILENT,
                found,
                checks)
            .plan();
    if (plan == null) {
      found.addAll(checks.toList());
      return run.applies()
          ? expected.beforeApply(found.toList())
          : expected.remaining(found.toList(), evaluation.conditions().failed());
    }
    if (run.applies()) {
      if (!plan.refusals().isEmpty()) {
        found.addAll(plan.refusals());
        return found.toList();
      }
      apply(plan, subject, evaluation, found);
    } else {
      found.addAll(checks.toList());
      found.addAll(plan.refusals().stream().map(Diagnostic::asWarning).toList());
      shown = new Shown.Planned(plan, subject.tree(), evaluation.providers());
    }
    List<Diagnostic> remaining =
        expected.remaining(found.toList(), evaluation.conditions().failed());
    if (remaining.stream().anyMatch(Diagnostic::isError)) {
      return remaining;
    }
    List<Diagnostic> all = new ArrayList<>(remaining);
    all.addAll(assertions(new RunScope(evaluation, subject.graph(), inputs, earlier)));
    earlier.add(run, outputs(evaluation));
    return all;
  }

  private void apply(Plan plan, Subject subject, Evaluation evaluation, Diagnostics found) {
    slot.used(run, subject);
    try (Run written = slot.state().begin()) {
      ApplyResult result =
          new Applier(
                  plan, evaluation, subject.graph(), written, ApplyListener.SILENT, interruption)
              .apply(run.request().parallelism());
      found.addAll(result.diagnostics());
      if (result.interrupted()) {
        found.add(
            Diagnostic.error(
                "Interrupted", "The run \"" + run.name() + "\" was stopped before its end."));
      }
    }
    RecordedState state = RecordedState.of(slot.state().snapshot(), evaluation.providers(), found);
    shown = new Shown.Made(state, subject.tree(), evaluation.providers());
  }

  /** After a plan some of them are unknown. */
  private static Value outputs(Evaluation evaluation) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Output output : evaluation.tree().root().outputs().values()) {
      values.put(output.name(), evaluation.output(output, new Diagnostics()));
    }
    return new Value.Obj(values);
  }

  private List<Diagnostic> assertions(RunScope scope) {
    Diagnostics all = new Diagnostics();
    for (Condition assertion : run.assertions()) {
      Diagnostics own = new Diagnostics();
      Conditions.Verdict verdict =
          new Conditions(scope, own).check(assertion, FAILED, assertion.condition().range());
      if (verdict == Conditions.Verdict.UNKNOWN) {
        own.add(unknown(assertion));
      }
      for (Diagnostic each : own.toList()) {
        boolean failed = each.summary().equals(FAILED);
        assertions += failed ? 1 : 0;
        String values = failed ? new MentionedValues(scope).text(assertion.condition()) : "";
        all.add(values.isEmpty() ? each : each.withHint(values));
      }
    }
    return all.toList();
  }

  private Diagnostic unknown(Condition assertion) {
    return Diagnostic.error(
            "Unknown condition value",
            run.applies()
                ? "The condition refers to something that is not known after the apply either."
                : "The condition refers to something that only an apply can know.",
            assertion.condition().range())
        .withHint(
            "command = apply knows it; so does override_during = plan, where a mock or an override"
                + " gives the value");
  }

  /** What is wrong with a value of a variable is wrong where the value is given. */
  private static Diagnostic placed(Diagnostic found, Subject subject, RunInputs inputs) {
    if (!found.summary().equals(ExpectedFailures.OF_VARIABLE)) {
      return found;
    }
    for (Variable variable : subject.tree().root().variables().values()) {
      Given given = inputs.given(variable.name());
      if (variable.range().equals(found.range()) && given != null && given.range() != null) {
        return found.at(given.range());
      }
    }
    return found;
  }
}
