/** The command that brings objects that are there under management. */
@NullMarked
package io.planform.planner.cli.adoption;

import org.jspecify.annotations.NullMarked;
