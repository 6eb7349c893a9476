/** What functions wrote. */
@NullMarked
package io.planform.host.log;

import org.jspecify.annotations.NullMarked;
