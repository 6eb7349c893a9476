/** What is known of the types that this version can plan and not apply. */
@NullMarked
package io.planform.huaweicloud.catalogue;

import org.jspecify.annotations.NullMarked;
