/**
 * The functions that expressions can call, a file per family. Names, parameters and results are
 * those of Terraform 1.11.
 */
@NullMarked
package io.planform.planner.lang.function;

import org.jspecify.annotations.NullMarked;
