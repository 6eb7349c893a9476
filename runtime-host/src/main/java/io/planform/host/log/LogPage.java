package io.planform.host.log;

import java.util.List;

/**
 * Entries that were asked for, in order.
 *
 * @param complete whether there are no others
 */
record LogPage(List<Found> entries, boolean complete) {

  record Found(Position position, LogEntry entry) {}
}
