/** Object storage: the API that S3 and OBS clients speak, on buckets of this host. */
@NullMarked
package io.planform.host.bucket;

import org.jspecify.annotations.NullMarked;
