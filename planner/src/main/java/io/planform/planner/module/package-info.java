/** Where called modules come from. */
@NullMarked
package io.planform.planner.module;

import org.jspecify.annotations.NullMarked;
