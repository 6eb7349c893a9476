/** Manifests in YAML. */
@NullMarked
package io.planform.planner.manifest.yaml;

import org.jspecify.annotations.NullMarked;
