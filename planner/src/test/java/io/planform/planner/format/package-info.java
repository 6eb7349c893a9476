@NullMarked
package io.planform.planner.format;

import org.jspecify.annotations.NullMarked;
