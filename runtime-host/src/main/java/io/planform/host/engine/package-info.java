/** Instances in a container engine, behind a port that names no engine. */
@NullMarked
package io.planform.host.engine;

import org.jspecify.annotations.NullMarked;
