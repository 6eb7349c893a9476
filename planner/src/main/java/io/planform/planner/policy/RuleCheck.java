package io.planform.planner.policy;

import io.planform.planner.plan.evaluation.Judgement;
import io.planform.planner.policy.Rule.Severity;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks one rule of a plan. */
final class RuleCheck {
  private final Rule rule;
  private final PolicyScope scope;
  private final Diagnostics diagnostics;

  /** The worst of what was found so far. */
  private Outcome outcome = Outcome.KEPT;

  RuleCheck(Rule rule, PolicyScope scope, Diagnostics diagnostics) {
    this.rule = rule;
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  enum Outcome {
    KEPT,
    /** The condition does not hold, or cannot be told to hold. */
    FAILED,
    /** The rule itself is wrong. */
    INVALID
  }

  Outcome run() {
    if (rule.forEach() == null) {
      judge("");
      return outcome;
    }
    Diagnostics own = new Diagnostics();
    Value subjects = rule.forEach().evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return Outcome.INVALID;
    }
    if (subjects.isUnknown()) {
      undecided("", "What it is asked of is known after apply only.");
      return outcome;
    }
    List<Value> elements = subjects.elements();
    Map<String, Value> entries = subjects.entries();
    if (elements == null && entries == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid for_each",
              "A list, set or map is needed; it is "
                  + (subjects.isNull() ? "null" : Type.describe(subjects.type()))
                  + ".",
              rule.forEach().range()));
      return Outcome.INVALID;
    }
    return elements == null ? ofEntries(entries) : ofElements(elements);
  }

  private Outcome ofElements(List<Value> elements) {
    for (int index = 0; index < elements.size() && outcome != Outcome.INVALID; index++) {
      Value element = elements.get(index);
      scope.each(Value.of(index), element);
      judge(subject(element, ""));
    }
    return outcome;
  }

  private Outcome ofEntries(@Nullable Map<String, Value> entries) {
    if (entries != null) {
      for (Map.Entry<String, Value> entry : entries.entrySet()) {
        if (outcome != Outcome.INVALID) {
          scope.each(Value.of(entry.getKey()), entry.getValue());
          judge(subject(entry.getValue(), entry.getKey()));
        }
      }
    }
    return outcome;
  }

  /** How what a condition is asked of is named: by its address if it has one. */
  private static String subject(Value value, String otherwise) {
    Map<String, Value> entries = value.entries();
    return entries != null && entries.get("address") instanceof Value.Str(String address)
        ? address
        : otherwise;
  }

  private void judge(String subject) {
    Diagnostics own = new Diagnostics();
    switch (Judgement.of(rule.condition(), scope, false, own)) {
      case Judgement.Holds() -> {}
      case Judgement.Fails(String message) ->
          failed("Policy rule \"" + rule.name() + "\" failed", of(subject) + message);
      case Judgement.Undecided() ->
          undecided(subject, "Whether it holds is known after apply only.");
      case Judgement.Broken() -> outcome = Outcome.INVALID;
    }
    String detail = subject.isEmpty() ? "" : " It was asked of " + subject + ".";
    for (Diagnostic each : own.toList()) {
      diagnostics.add(
          new Diagnostic(
              each.severity(),
              each.summary(),
              each.detail() + detail,
              each.range(),
              each.path(),
              each.hint()));
      if (each.isError()) {
        outcome = Outcome.INVALID;
      }
    }
  }

  private void undecided(String subject, String why) {
    failed("Policy rule \"" + rule.name() + "\" cannot be decided", of(subject) + why);
  }

  private static String of(String subject) {
    return subject.isEmpty() ? "" : subject + ": ";
  }

  private void failed(String summary, String detail) {
    outcome = Outcome.FAILED;
    Diagnostic found = Diagnostic.error(summary, detail, rule.condition().condition().range());
    diagnostics.add(rule.severity() == Severity.DENY ? found : found.asWarning());
  }
}
