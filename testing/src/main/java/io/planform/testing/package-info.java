/** Servers that tests start: PostgreSQL, its pooler, and a proxy that cuts connections. */
@NullMarked
package io.planform.testing;

import org.jspecify.annotations.NullMarked;
