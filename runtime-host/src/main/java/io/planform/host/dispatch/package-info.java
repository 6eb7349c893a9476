/** From a request to an instance and back. */
@NullMarked
package io.planform.host.dispatch;

import org.jspecify.annotations.NullMarked;
