/** Functions: catalogue, code, API. */
@NullMarked
package io.planform.host.function;

import org.jspecify.annotations.NullMarked;
