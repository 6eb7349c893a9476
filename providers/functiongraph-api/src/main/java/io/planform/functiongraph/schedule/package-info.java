/** When timers fire. */
@NullMarked
package io.planform.functiongraph.schedule;

import org.jspecify.annotations.NullMarked;
