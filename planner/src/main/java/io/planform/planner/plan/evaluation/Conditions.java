package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.lang.InnerScope;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.evaluation.CheckResult.Status;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What must hold for a plan or an apply to go on. */
public final class Conditions {
  private final Scope scope;
  private final Diagnostics diagnostics;
  private final boolean ofInputs;
  private final List<String> problems = new ArrayList<>();
  private Status status = Status.PASS;

  public Conditions(Scope scope, Diagnostics diagnostics) {
    this(scope, diagnostics, false);
  }

  private Conditions(Scope scope, Diagnostics diagnostics, boolean ofInputs) {
    this.scope = scope;
    this.diagnostics = diagnostics;
    this.ofInputs = ofInputs;
  }

  /** Rules for the values of variables: with them, a message that cannot be shown is an error. */
  static Conditions ofInputs(Scope scope, Diagnostics diagnostics) {
    return new Conditions(scope, diagnostics, true);
  }

  /** What is known of several conditions together: the worst of them. */
  public enum Verdict {
    HOLDS,
    /** To be told when more is known. */
    UNKNOWN,
    FAILS;

    public Verdict and(Verdict other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** A scope in which {@code self} means something. */
  public static Scope withSelf(Scope outer, Value self) {
    return new InnerScope() {
      @Override
      public Resolved resolve(Reference reference, Diagnostics diagnostics) {
        return reference.root().equals("self")
            ? new Resolved(self, 0)
            : outer.resolve(reference, diagnostics);
      }

      @Override
      public Scope outer() {
        return outer;
      }
    };
  }

  /**
   * Reports each condition that does not hold.
   *
   * @param what as in {@code Resource precondition}
   */
  Verdict check(List<Condition> conditions, String what) {
    Verdict verdict = Verdict.HOLDS;
    for (Condition condition : conditions) {
      verdict = verdict.and(check(condition, what + " failed", condition.condition().range()));
    }
    return verdict;
  }

  /**
   * @param place what to point at where it does not hold
   */
  public Verdict check(Condition condition, String summary, SourceRange place) {
    return switch (Judgement.of(condition, scope, ofInputs, diagnostics)) {
      case Judgement.Holds() -> Verdict.HOLDS;
      case Judgement.Undecided() -> {
        status = status.and(Status.UNKNOWN);
        yield Verdict.UNKNOWN;
      }
      case Judgement.Fails(String message) -> {
        status = status.and(Status.FAIL);
        problems.add(message);
        diagnostics.add(Diagnostic.error(summary, message, place));
        yield Verdict.FAILS;
      }
      case Judgement.Broken() -> {
        status = status.and(Status.ERROR);
        yield Verdict.FAILS;
      }
    };
  }

  /** What is known of all conditions that were checked. */
  Status status() {
    return status;
  }

  /** The messages of those that do not hold. */
  List<String> problems() {
    return problems;
  }

  /** Finds what is wrong with conditions whatever the values will be. */
  public void examine(List<Condition> conditions) {
    for (Condition condition : conditions) {
      Value _ = condition.condition().evaluate(scope, diagnostics);
      Value _ = condition.errorMessage().evaluate(scope, diagnostics);
    }
  }
}
