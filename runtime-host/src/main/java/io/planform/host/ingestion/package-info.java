/** Data streams: records in partitions, kept for a time, read in order as often as wanted. */
@NullMarked
package io.planform.host.ingestion;

import org.jspecify.annotations.NullMarked;
