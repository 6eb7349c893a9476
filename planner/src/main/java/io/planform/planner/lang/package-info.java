/** Expressions: syntax, evaluation, functions. */
@NullMarked
package io.planform.planner.lang;

import org.jspecify.annotations.NullMarked;
