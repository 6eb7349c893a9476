/** The events that triggers give to functions, and what functions answer. */
@NullMarked
package io.planform.functiongraph.event;

import org.jspecify.annotations.NullMarked;
