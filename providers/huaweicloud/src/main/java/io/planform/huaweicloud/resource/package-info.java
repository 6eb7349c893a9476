/** Resource types as declarations, and the engine that interprets them. */
@NullMarked
package io.planform.huaweicloud.resource;

import org.jspecify.annotations.NullMarked;
