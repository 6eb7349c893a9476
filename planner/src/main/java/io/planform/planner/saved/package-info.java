/** Plans in files: what {@code plan -out} writes and {@code apply FILE} carries out. */
@NullMarked
package io.planform.planner.saved;

import org.jspecify.annotations.NullMarked;
