/** Who did what, when, from where. */
@NullMarked
package io.planform.host.audit;

import org.jspecify.annotations.NullMarked;
