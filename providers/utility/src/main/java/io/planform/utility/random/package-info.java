/** The provider {@code random}: values drawn once and kept in the state. */
@NullMarked
package io.planform.utility.random;

import org.jspecify.annotations.NullMarked;
