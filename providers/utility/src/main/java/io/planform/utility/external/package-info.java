/** The provider {@code external}: data that a program gives. */
@NullMarked
package io.planform.utility.external;

import org.jspecify.annotations.NullMarked;
