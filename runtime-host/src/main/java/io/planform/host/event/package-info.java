/** EventGrid: channels, and the CloudEvents that are published to them. */
@NullMarked
package io.planform.host.event;

import org.jspecify.annotations.NullMarked;
