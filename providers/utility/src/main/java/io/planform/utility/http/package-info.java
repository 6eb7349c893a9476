/** The provider {@code http}: what a server answers. */
@NullMarked
package io.planform.utility.http;

import org.jspecify.annotations.NullMarked;
