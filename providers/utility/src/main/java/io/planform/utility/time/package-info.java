/** The provider {@code time}: points in time kept in the state, and waiting. */
@NullMarked
package io.planform.utility.time;

import org.jspecify.annotations.NullMarked;
