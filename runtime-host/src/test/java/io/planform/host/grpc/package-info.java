/** A server of gRPC as users write it, and how to call it. */
@NullMarked
package io.planform.host.grpc;

import org.jspecify.annotations.NullMarked;
