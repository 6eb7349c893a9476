package io.planform.store.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deploy a commit.
 *
 * @param inputs digest of what it was given beside the commit
 * @param planHash digest of the changes that were planned; null where there was no plan
 * @param revision of the state that it made; null where it made none
 * @param summary how it ended, in a line; null while it runs
 */
public record DeploymentRun(
    long number,
    String commit,
    String inputs,
    String actor,
    Outcome outcome,
    @Nullable String planHash,
    @Nullable Long revision,
    @Nullable String summary,
    Instant started,
    @Nullable Instant ended) {

  /** How a run ended. */
  public enum Outcome {
    RUNNING,
    /** Everything is as the commit says. */
    DEPLOYED,
    /** The plan waits for somebody who approves it. */
    AWAITING_APPROVAL,
    FAILED,
    /** The process died, or was told to end. */
    INTERRUPTED;

    /** Whether the same commit and inputs may fare better the next time. */
    public boolean isFailure() {
      return this == FAILED || this == INTERRUPTED;
    }
  }
}
