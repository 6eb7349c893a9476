package io.planform.planner.test;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.spi.diagnostic.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param assertions how many of its assertions do not hold
 * @param shown what it planned or made; null if it did not get there
 * @param began null if it was skipped
 * @param blame the run because of which this one was skipped; null if it was not, or all was
 *     interrupted
 */
public record RunResult(
    TestRun run,
    Status status,
    List<Diagnostic> diagnostics,
    int assertions,
    @Nullable Shown shown,
    @Nullable Instant began,
    Duration took,
    @Nullable String blame) {

  /** What {@code -verbose} shows. */
  public sealed interface Shown {
    record Planned(Plan plan, ConfigurationTree tree, Providers providers) implements Shown {}

    /**
     * @param providers of all that is in the state
     */
    record Made(RecordedState state, ConfigurationTree tree, Providers providers)
        implements Shown {}
  }

  static RunResult skipped(TestRun run, @Nullable String blame) {
    return new RunResult(run, Status.SKIP, List.of(), 0, null, null, Duration.ZERO, blame);
  }
}
