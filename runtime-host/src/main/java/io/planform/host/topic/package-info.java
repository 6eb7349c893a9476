/** Topics, who subscribes to them, and what is published. */
@NullMarked
package io.planform.host.topic;

import org.jspecify.annotations.NullMarked;
