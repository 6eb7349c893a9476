/** Commands that tell what changed outside. */
@NullMarked
package io.planform.planner.cli.drift;

import org.jspecify.annotations.NullMarked;
