/** Triggers beside real brokers, through the host's API. */
@NullMarked
package io.planform.host.broker;

import org.jspecify.annotations.NullMarked;
