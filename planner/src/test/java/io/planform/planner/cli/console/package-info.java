@NullMarked
package io.planform.planner.cli.console;

import org.jspecify.annotations.NullMarked;
