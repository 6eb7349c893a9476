/** Rules that choose events. */
@NullMarked
package io.planform.host.event;

import org.jspecify.annotations.NullMarked;
