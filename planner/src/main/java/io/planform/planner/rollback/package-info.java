/** An earlier revision of a state as a configuration that a plan can be made of. */
@NullMarked
package io.planform.planner.rollback;

import org.jspecify.annotations.NullMarked;
