/** Object storage: buckets, and objects in them. */
@NullMarked
package io.planform.huaweicloud.obs;

import org.jspecify.annotations.NullMarked;
