/** The commands of workspaces. */
@NullMarked
package io.planform.planner.cli.workspace;

import org.jspecify.annotations.NullMarked;
