/** Log Tank Service: log groups and streams. */
@NullMarked
package io.planform.huaweicloud.lts;

import org.jspecify.annotations.NullMarked;
