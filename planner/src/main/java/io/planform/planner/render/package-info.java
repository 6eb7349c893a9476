/** Plans, states, progress and diagnostics as text for a terminal. */
@NullMarked
package io.planform.planner.render;

import org.jspecify.annotations.NullMarked;
