/** Buckets and objects: rows in the host's database, content in files. */
@NullMarked
package io.planform.host.bucket.store;

import org.jspecify.annotations.NullMarked;
