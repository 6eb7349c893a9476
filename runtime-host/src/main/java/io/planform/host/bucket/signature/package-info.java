/** Who sends a request for object storage, and whether its body is what was signed. */
@NullMarked
package io.planform.host.bucket.signature;

import org.jspecify.annotations.NullMarked;
