/** Manifests for objects that exist already. */
@NullMarked
package io.planform.planner.adopt;

import org.jspecify.annotations.NullMarked;
