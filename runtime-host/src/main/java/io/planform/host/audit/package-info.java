/** Who did what, when, from where, and what came of it. */
@NullMarked
package io.planform.host.audit;

import org.jspecify.annotations.NullMarked;
