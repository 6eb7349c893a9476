/** Signed calls of the HTTP API, and what became of each. */
@NullMarked
package io.planform.huaweicloud.client;

import org.jspecify.annotations.NullMarked;
