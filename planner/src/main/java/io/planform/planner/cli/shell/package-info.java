/** What commands share: their shape, flags, exit codes, and the shell they were typed in. */
@NullMarked
package io.planform.planner.cli.shell;

import org.jspecify.annotations.NullMarked;
