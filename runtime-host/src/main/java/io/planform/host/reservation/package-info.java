/** Reserved instances: what is wanted of them, when, and what is done for it. */
@NullMarked
package io.planform.host.reservation;

import org.jspecify.annotations.NullMarked;
