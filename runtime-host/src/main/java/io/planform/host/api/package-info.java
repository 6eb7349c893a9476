/** What the gateway serves: APIs, and the objects of API Gateway that they stand in. */
@NullMarked
package io.planform.host.api;

import org.jspecify.annotations.NullMarked;
