/** What depends on what, and walking it in parallel. */
@NullMarked
package io.planform.planner.graph;

import org.jspecify.annotations.NullMarked;
