/** What S3 and OBS clients send and expect: errors, XML, ranges, conditions. */
@NullMarked
package io.planform.host.bucket.protocol;

import org.jspecify.annotations.NullMarked;
