/** What HTTP endpoints are to be told, until they have heard it. */
@NullMarked
package io.planform.host.notice;

import org.jspecify.annotations.NullMarked;
