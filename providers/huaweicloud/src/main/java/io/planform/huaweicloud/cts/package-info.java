/** Cloud Trace Service: who called what. */
@NullMarked
package io.planform.huaweicloud.cts;

import org.jspecify.annotations.NullMarked;
