package io.planform.store.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit that is not deployed.
 *
 * @param lifted since when it is no longer blocked; null while it is
 */
public record BlockedCommit(
    String commit, String reason, String actor, Instant at, @Nullable Instant lifted) {

  public boolean isInForce() {
    return lifted == null;
  }
}
