/** Asynchronous invocations: durable before they are acknowledged, run when there is room. */
@NullMarked
package io.planform.host.async;

import org.jspecify.annotations.NullMarked;
