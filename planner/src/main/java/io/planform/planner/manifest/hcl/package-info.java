/** Manifests in HCL. */
@NullMarked
package io.planform.planner.manifest.hcl;

import org.jspecify.annotations.NullMarked;
