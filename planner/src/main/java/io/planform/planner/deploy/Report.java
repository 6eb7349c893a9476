package io.planform.planner.deploy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a deployment came to.
 *
 * @param commit that it is about; null where there is none
 * @param again when to look again, if not later anyway; null for whenever
 */
public record Report(State state, @Nullable String commit, String detail, @Nullable Instant again) {

  /** In one word. */
  public enum State {
    /** There was nothing to do. */
    SETTLED,
    DEPLOYED,
    /** For another deployment, run, attempt or person. */
    WAITING,
    BLOCKED,
    FAILED,
    INTERRUPTED,
    /** The repository cannot be asked, or has no such branch. */
    UNKNOWN;

    /** Whether the deployment is as its branch says. */
    public boolean isGood() {
      return this == SETTLED || this == DEPLOYED;
    }
  }
}
