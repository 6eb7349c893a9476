@NullMarked
package io.planform.planner.plan.code;

import org.jspecify.annotations.NullMarked;
