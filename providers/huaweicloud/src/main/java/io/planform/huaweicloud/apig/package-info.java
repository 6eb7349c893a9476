/** API Gateway: instances, groups, environments, APIs and who may call them. */
@NullMarked
package io.planform.huaweicloud.apig;

import org.jspecify.annotations.NullMarked;
