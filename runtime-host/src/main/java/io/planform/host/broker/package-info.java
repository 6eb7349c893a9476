/** Triggers whose events come from a message broker outside the host. */
@NullMarked
package io.planform.host.broker;

import org.jspecify.annotations.NullMarked;
