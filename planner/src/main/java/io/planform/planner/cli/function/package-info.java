/** The commands about functions that are there: invoke, logs, metrics. */
@NullMarked
package io.planform.planner.cli.function;

import org.jspecify.annotations.NullMarked;
