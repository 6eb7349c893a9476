/** The console at a terminal: lines that are edited, kept and completed. */
@NullMarked
package io.planform.planner.cli.console;

import org.jspecify.annotations.NullMarked;
