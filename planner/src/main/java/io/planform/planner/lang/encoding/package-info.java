/** Values as JSON, YAML and CSV text, and back. */
@NullMarked
package io.planform.planner.lang.encoding;

import org.jspecify.annotations.NullMarked;
