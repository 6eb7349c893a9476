package io.planform.planner.policy;

import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.lang.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A {@code rule} block.
 *
 * @param forEach what the condition is asked of, one by one; null to ask it once
 */
record Rule(String name, Severity severity, @Nullable Expression forEach, Condition condition) {

  /** What follows where a rule fails. */
  enum Severity {
    /** The plan must not be applied. */
    DENY,
    /** Somebody should look at it. */
    WARN
  }
}
