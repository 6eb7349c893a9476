/** The runtime host's process: how its parts are put together, started and stopped. */
@NullMarked
package io.planform.host;

import org.jspecify.annotations.NullMarked;
