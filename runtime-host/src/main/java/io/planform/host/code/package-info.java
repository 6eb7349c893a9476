/** The code of functions, on disk. */
@NullMarked
package io.planform.host.code;

import org.jspecify.annotations.NullMarked;
