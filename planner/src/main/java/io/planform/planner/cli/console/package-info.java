/** The console: expressions typed at a terminal, with history and completion, or from a pipe. */
@NullMarked
package io.planform.planner.cli.console;

import org.jspecify.annotations.NullMarked;
