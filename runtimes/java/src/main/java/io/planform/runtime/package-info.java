/** Runs Java functions: takes events from the host and answers them. */
@NullMarked
package io.planform.runtime;

import org.jspecify.annotations.NullMarked;
