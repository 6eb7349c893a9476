/** Secrets at rest: envelope encryption and where its master key comes from. */
@NullMarked
package io.planform.store.secret;

import org.jspecify.annotations.NullMarked;
