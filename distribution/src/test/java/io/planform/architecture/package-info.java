/** Rules about the code as a whole. */
@NullMarked
package io.planform.architecture;

import org.jspecify.annotations.NullMarked;
