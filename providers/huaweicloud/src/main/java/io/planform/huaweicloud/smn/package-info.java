/** Simple Message Notification: topics and subscriptions. */
@NullMarked
package io.planform.huaweicloud.smn;

import org.jspecify.annotations.NullMarked;
