/** Dependencies as DOT, Mermaid, JSON and as a tree. */
@NullMarked
package io.planform.planner.render.graph;

import org.jspecify.annotations.NullMarked;
