/** The state: what was applied, who may write it, and what was being done when a run died. */
@NullMarked
package io.planform.store.state;

import org.jspecify.annotations.NullMarked;
