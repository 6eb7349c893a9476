/** What functions wrote, kept for a while and found again. */
@NullMarked
package io.planform.host.log;

import org.jspecify.annotations.NullMarked;
