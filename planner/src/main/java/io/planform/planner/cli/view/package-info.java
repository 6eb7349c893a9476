/** What a person or a program sees of a run: lines, progress, results. */
@NullMarked
package io.planform.planner.cli.view;

import org.jspecify.annotations.NullMarked;
