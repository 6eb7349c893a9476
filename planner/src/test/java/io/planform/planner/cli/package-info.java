@NullMarked
package io.planform.planner.cli;

import org.jspecify.annotations.NullMarked;
