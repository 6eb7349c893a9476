/** The project in a directory: its configuration, backend, workspace and state. */
@NullMarked
package io.planform.planner.cli.project;

import org.jspecify.annotations.NullMarked;
