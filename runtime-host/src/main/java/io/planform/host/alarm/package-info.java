/** Rules on metrics that tell webhooks when they are broken and when they hold again. */
@NullMarked
package io.planform.host.alarm;

import org.jspecify.annotations.NullMarked;
