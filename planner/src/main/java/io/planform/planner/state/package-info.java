/** Edits of what a state records, without a plan: objects get another address, mark or none. */
@NullMarked
package io.planform.planner.state;

import org.jspecify.annotations.NullMarked;
