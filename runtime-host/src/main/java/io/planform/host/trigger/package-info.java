/** What calls functions: timers and API routes. */
@NullMarked
package io.planform.host.trigger;

import org.jspecify.annotations.NullMarked;
