/** Manifests of one language in the other. */
@NullMarked
package io.planform.planner.convert;

import org.jspecify.annotations.NullMarked;
