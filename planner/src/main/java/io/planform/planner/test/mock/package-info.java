/** What tests put in the place of providers and of what providers make. */
@NullMarked
package io.planform.planner.test.mock;

import org.jspecify.annotations.NullMarked;
