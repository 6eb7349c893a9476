/** Certificates: those that the host signs, and those that users bring. */
@NullMarked
package io.planform.host.tls;

import org.jspecify.annotations.NullMarked;
