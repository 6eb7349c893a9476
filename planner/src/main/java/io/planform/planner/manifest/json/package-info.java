/** Manifests in HCL's JSON syntax. */
@NullMarked
package io.planform.planner.manifest.json;

import org.jspecify.annotations.NullMarked;
