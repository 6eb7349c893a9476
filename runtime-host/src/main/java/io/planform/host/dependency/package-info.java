/** Dependencies: packages that functions share, in numbered versions. */
@NullMarked
package io.planform.host.dependency;

import org.jspecify.annotations.NullMarked;
