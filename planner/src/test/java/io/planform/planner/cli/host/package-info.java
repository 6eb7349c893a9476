@NullMarked
package io.planform.planner.cli.host;

import org.jspecify.annotations.NullMarked;
