@NullMarked
package io.planform.planner.cli.view;

import org.jspecify.annotations.NullMarked;
