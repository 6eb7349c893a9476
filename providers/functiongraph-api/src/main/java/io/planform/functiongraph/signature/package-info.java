/** Request signing by SDK-HMAC-SHA256: the canonical form, the client's and the server's part. */
@NullMarked
package io.planform.functiongraph.signature;

import org.jspecify.annotations.NullMarked;
