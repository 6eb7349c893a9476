/** Calls that belong to an apply: each is done once, and only by the newest holder. */
@NullMarked
package io.planform.host.operation;

import org.jspecify.annotations.NullMarked;
