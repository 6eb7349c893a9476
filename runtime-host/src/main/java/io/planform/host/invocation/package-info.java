/** Invocations: from a caller to the dispatcher, and its answer as each caller expects it. */
@NullMarked
package io.planform.host.invocation;

import org.jspecify.annotations.NullMarked;
