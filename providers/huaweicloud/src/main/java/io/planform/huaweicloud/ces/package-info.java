/** Cloud Eye: alarm rules. */
@NullMarked
package io.planform.huaweicloud.ces;

import org.jspecify.annotations.NullMarked;
