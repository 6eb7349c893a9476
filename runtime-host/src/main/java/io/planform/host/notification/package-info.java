/** OBS triggers: functions are told what happens to objects. */
@NullMarked
package io.planform.host.notification;

import org.jspecify.annotations.NullMarked;
