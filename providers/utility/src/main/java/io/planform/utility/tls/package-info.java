/** The provider {@code tls}: keys, requests and certificates. */
@NullMarked
package io.planform.utility.tls;

import org.jspecify.annotations.NullMarked;
