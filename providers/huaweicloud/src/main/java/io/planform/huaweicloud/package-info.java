/** The provider huaweicloud: its block, its target, and the sessions on it. */
@NullMarked
package io.planform.huaweicloud;

import org.jspecify.annotations.NullMarked;
