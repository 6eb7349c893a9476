/** The canonical layout of manifests in HCL. */
@NullMarked
package io.planform.planner.format;

import org.jspecify.annotations.NullMarked;
