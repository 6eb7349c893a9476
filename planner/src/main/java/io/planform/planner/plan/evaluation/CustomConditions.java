package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.ModuleInstance;
import io.planform.planner.plan.evaluation.Conditions.Verdict;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The conditions that manifests state: preconditions and postconditions of resources, preconditions
 * of outputs, and checks.
 */
public final class CustomConditions {
  private static final String ASSERTION_FAILED = "Check block assertion failed";

  private final Evaluation evaluation;

  /** Instances of which conditions did not hold. */
  private final Set<Address> failed = ConcurrentHashMap.newKeySet();

  CustomConditions(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** Whether an output may have its value: false if one of its preconditions does not hold. */
  public boolean permits(Output output, Diagnostics diagnostics) {
    Conditions conditions = new Conditions(evaluation.modules().root(), diagnostics);
    Verdict verdict = conditions.check(output.preconditions(), "Module output value precondition");
    checks().note(CheckResult.Kind.OUTPUT_VALUE, ModuleInstance.ROOT, output.name(), conditions);
    return verdict != Verdict.FAILS;
  }

  /** What is known of the conditions that must hold before an instance is planned. */
  public Verdict preconditions(BlockInstance instance, Diagnostics diagnostics) {
    Conditions conditions = new Conditions(instance.scope(), diagnostics);
    Verdict verdict =
        conditions.check(instance.block().lifecycle().preconditions(), "Resource precondition");
    noteIfAny(instance, conditions);
    return noted(instance, verdict);
  }

  /**
   * What is known of the conditions that an instance must meet.
   *
   * @param self its value
   */
  public Verdict postconditions(BlockInstance instance, Value self, Diagnostics diagnostics) {
    Conditions conditions =
        new Conditions(Conditions.withSelf(instance.scope(), self), diagnostics);
    Verdict verdict =
        conditions.check(instance.block().lifecycle().postconditions(), "Resource postcondition");
    noteIfAny(instance, conditions);
    return noted(instance, verdict);
  }

  private Verdict noted(BlockInstance instance, Verdict verdict) {
    if (verdict == Verdict.FAILS) {
      failed.add(instance.address());
    }
    return verdict;
  }

  /** The instances of which conditions did not hold so far. */
  public Set<Address> failed() {
    return Set.copyOf(failed);
  }

  private void noteIfAny(BlockInstance instance, Conditions conditions) {
    if (instance.block().lifecycle().hasConditions()) {
      checks().note(instance, conditions);
    }
  }

  private CheckLog checks() {
    return evaluation.modules().root().run().checks();
  }

  /** What conditions said so far. */
  public List<CheckResult> checkResults(boolean whole) {
    return checks().results(evaluation.tree(), whole);
  }

  /** What is known of conditions where everything is to go. */
  public List<CheckResult> unknownResults() {
    return CheckLog.unknown(evaluation.tree());
  }

  /** What conditions say after an apply of a plan that found them to say something. */
  public List<CheckResult> checkResults(List<CheckResult> planned) {
    return checks().over(planned);
  }

  /**
   * Looks at the assertions of a check. That one does not hold is a warning.
   *
   * @param planning whether what is not known yet will be known later
   */
  public void check(NodeKey node, boolean planning, Diagnostics diagnostics) {
    Configuration module = evaluation.tree().module(node.module());
    Check check = module == null ? null : module.checks().get(node.name());
    if (check != null) {
      evaluation
          .modules()
          .scopes(node.module())
          .forEach(scope -> check(check, scope, planning, diagnostics));
    }
  }

  private void check(Check check, ModuleScope scope, boolean planning, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Conditions conditions = new Conditions(scope, own);
    for (Condition assertion : check.assertions()) {
      Verdict verdict =
          conditions.check(assertion, ASSERTION_FAILED, assertion.condition().range());
      if (verdict == Verdict.UNKNOWN && planning) {
        own.add(
            Diagnostic.warning(
                "Check block assertion known after apply",
                "The condition cannot be evaluated yet; applying the plan tells its result.",
                assertion.condition().range()));
      }
    }
    checks().note(CheckResult.Kind.CHECK, scope.instance(), check.name(), conditions);
    for (Diagnostic found : own.toList()) {
      diagnostics.add(found.summary().equals(ASSERTION_FAILED) ? found.asWarning() : found);
    }
  }
}
