/** HTTP: requests, routes, errors, paging. */
@NullMarked
package io.planform.host.server;

import org.jspecify.annotations.NullMarked;
