/** The command line: one class a command. */
@NullMarked
package io.planform.planner.cli;

import org.jspecify.annotations.NullMarked;
