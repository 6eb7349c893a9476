/** The provider {@code terraform}, which is built in: data, other states, variable files. */
@NullMarked
package io.planform.utility.terraform;

import org.jspecify.annotations.NullMarked;
