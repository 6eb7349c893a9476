/** The files of a directory, read into a configuration. */
@NullMarked
package io.planform.planner.manifest;

import org.jspecify.annotations.NullMarked;
