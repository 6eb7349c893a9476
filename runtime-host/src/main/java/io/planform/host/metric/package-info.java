/** What invocations took, by function, version and minute. */
@NullMarked
package io.planform.host.metric;

import org.jspecify.annotations.NullMarked;
