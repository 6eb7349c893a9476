/** What is in code packages, and how it changes. */
@NullMarked
package io.planform.planner.plan.code;

import org.jspecify.annotations.NullMarked;
