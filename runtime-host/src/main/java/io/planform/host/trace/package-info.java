/** Where the time of an invocation goes, told to OpenTelemetry. */
@NullMarked
package io.planform.host.trace;

import org.jspecify.annotations.NullMarked;
