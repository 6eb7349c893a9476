/** Log groups and the streams in them, which users make to have logs kept in. */
@NullMarked
package io.planform.host.stream;

import org.jspecify.annotations.NullMarked;
