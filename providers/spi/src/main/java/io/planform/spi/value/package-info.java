/** Types and values as manifests, plans and providers exchange them. */
@NullMarked
package io.planform.spi.value;

import org.jspecify.annotations.NullMarked;
