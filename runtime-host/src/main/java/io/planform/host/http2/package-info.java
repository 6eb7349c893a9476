/** Connections of HTTP/2, either end, for calls that are passed on while they run. */
@NullMarked
package io.planform.host.http2;

import org.jspecify.annotations.NullMarked;
