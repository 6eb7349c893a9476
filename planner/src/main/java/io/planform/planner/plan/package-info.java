/** From configuration, state and live objects to the changes that make them agree. */
@NullMarked
package io.planform.planner.plan;

import org.jspecify.annotations.NullMarked;
