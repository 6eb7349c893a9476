/** Policies: rules that a plan has to keep, in files of their own. */
@NullMarked
package io.planform.planner.policy;

import org.jspecify.annotations.NullMarked;
