/** DIS triggers: functions get the records of data streams. */
@NullMarked
package io.planform.host.shard;

import org.jspecify.annotations.NullMarked;
