/** Files that functions read: from the disk, or as an earlier plan found them. */
@NullMarked
package io.planform.planner.lang.file;

import org.jspecify.annotations.NullMarked;
