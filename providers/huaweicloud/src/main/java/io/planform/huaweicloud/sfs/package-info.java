/** Scalable File Service Turbo: file systems that functions mount. */
@NullMarked
package io.planform.huaweicloud.sfs;

import org.jspecify.annotations.NullMarked;
