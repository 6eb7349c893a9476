/** The commands that read and edit the state. */
@NullMarked
package io.planform.planner.cli.state;

import org.jspecify.annotations.NullMarked;
