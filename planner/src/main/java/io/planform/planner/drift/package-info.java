/**
 * What live objects are that they were not made: found by a plan, explained by those who hold the
 * objects.
 */
@NullMarked
package io.planform.planner.drift;

import org.jspecify.annotations.NullMarked;
