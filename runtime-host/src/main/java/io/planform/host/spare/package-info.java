/** Instances that are started before anybody needs them. */
@NullMarked
package io.planform.host.spare;

import org.jspecify.annotations.NullMarked;
