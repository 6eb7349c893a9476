package io.planform.store.state;

import java.time.Instant;

/**
 * Who holds the lease on a state.
 *
 * @param id what {@code force-unlock} takes
 * @param expires by the database's clock; prolonged by a heartbeat while the holder lives
 */
public record LeaseHolder(
    String id, String actor, String command, Instant since, Instant expires) {}
