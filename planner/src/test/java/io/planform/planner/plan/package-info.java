@NullMarked
package io.planform.planner.plan;

import org.jspecify.annotations.NullMarked;
