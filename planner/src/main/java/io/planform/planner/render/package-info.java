/** Turning plans, progress, diagnostics and values into text. */
@NullMarked
package io.planform.planner.render;

import org.jspecify.annotations.NullMarked;
