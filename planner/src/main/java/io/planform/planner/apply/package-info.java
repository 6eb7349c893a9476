/** Carrying out a plan, so that it can be killed at any moment. */
@NullMarked
package io.planform.planner.apply;

import org.jspecify.annotations.NullMarked;
