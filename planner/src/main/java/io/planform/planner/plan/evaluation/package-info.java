/**
 * A configuration being evaluated: modules, expansions, conditions, and values as they become
 * known.
 */
@NullMarked
package io.planform.planner.plan.evaluation;

import org.jspecify.annotations.NullMarked;
