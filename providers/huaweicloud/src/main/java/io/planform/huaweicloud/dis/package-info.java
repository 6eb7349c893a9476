/** Data Ingestion Service: streams. */
@NullMarked
package io.planform.huaweicloud.dis;

import org.jspecify.annotations.NullMarked;
