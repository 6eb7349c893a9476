/** The provider {@code null}; a package cannot have its name. */
@NullMarked
package io.planform.utility.nothing;

import org.jspecify.annotations.NullMarked;
