/** The provider {@code local}: files of this machine. */
@NullMarked
package io.planform.utility.local;

import org.jspecify.annotations.NullMarked;
