package io.planform.planner.deploy;

import io.planform.store.StoreException;
import io.planform.store.job.BlockedCommit;
import io.planform.store.job.DeploymentRun;
import io.planform.store.job.DeploymentRun.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be done about a commit. */
public sealed interface Decision {

  /** Nothing: it is deployed. */
  record Settled() implements Decision {}

  /**
   * To plan and apply it.
   *
   * @param attempt counted from 1
   */
  record Deploy(int attempt) implements Decision {}

  /** To block it: it failed as often as it may. */
  record GiveUp(String reason) implements Decision {}

  /** Nothing until then. */
  record Retry(Instant at, String reason) implements Decision {}

  /** Nothing until somebody approves this plan. */
  record AwaitApproval(String plan, @Nullable String why) implements Decision {}

  /** Nothing until somebody unblocks it. */
  record Blocked(String reason) implements Decision {}

  /** Whether somebody approved a plan of the commit. */
  @FunctionalInterface
  interface Approvals {
    boolean has(String plan) throws StoreException;
  }

  /**
   * @param deployed whether it is what stands, with the same inputs
   * @param block of this commit
   * @param runs of this commit with the same inputs, newest first
   */
  static Decision of(
      boolean deployed,
      Optional<BlockedCommit> block,
      List<DeploymentRun> runs,
      Approvals approvals,
      DeploymentSettings settings,
      Instant now)
      throws StoreException {
    if (deployed) {
      return new Settled();
    }
    if (block.isPresent() && block.get().isInForce()) {
      return new Blocked(block.get().reason());
    }
    Instant since = block.map(BlockedCommit::lifted).orElse(Instant.MIN);
    List<DeploymentRun> tried =
        runs.stream().filter(run -> since == null || !run.started().isBefore(since)).toList();
    if (tried.isEmpty()) {
      return new Deploy(1);
    }
    DeploymentRun last = tried.getFirst();
    String plan = last.planHash();
    if (last.outcome() == Outcome.AWAITING_APPROVAL && plan != null) {
      return approvals.has(plan)
          ? new Deploy(failures(tried) + 1)
          : new AwaitApproval(plan, last.summary());
    }
    int failures = failures(tried);
    if (failures >= settings.attempts()) {
      return new GiveUp(
          "failed %d times, last: %s".formatted(failures, String.valueOf(last.summary())));
    }
    Instant ended = last.ended() == null ? last.started() : last.ended();
    Instant next = ended.plus(delay(settings.retryDelay(), failures));
    return failures > 0 && now.isBefore(next)
        ? new Retry(next, "failed %d times, last: %s".formatted(failures, last.summary()))
        : new Deploy(failures + 1);
  }

  Duration LONGEST_DELAY = Duration.ofHours(1);

  private static Duration delay(Duration first, int failures) {
    Duration delay = first.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 16));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }

  /** Since the last run that was none. */
  private static int failures(List<DeploymentRun> runs) {
    int failures = 0;
    for (DeploymentRun run : runs) {
      if (run.outcome() == Outcome.DEPLOYED) {
        break;
      }
      failures += run.outcome().isFailure() ? 1 : 0;
    }
    return failures;
  }
}
