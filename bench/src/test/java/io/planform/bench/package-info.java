/** How long the language takes; run by hand, see CONTRIBUTING.md. */
@NullMarked
package io.planform.bench;

import org.jspecify.annotations.NullMarked;
