/** Tests of configurations: what their files say, and their runs. */
@NullMarked
package io.planform.planner.test;

import org.jspecify.annotations.NullMarked;
