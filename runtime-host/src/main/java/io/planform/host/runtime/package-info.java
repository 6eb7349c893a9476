/** Languages: which image runs them, and how it is built. */
@NullMarked
package io.planform.host.runtime;

import org.jspecify.annotations.NullMarked;
