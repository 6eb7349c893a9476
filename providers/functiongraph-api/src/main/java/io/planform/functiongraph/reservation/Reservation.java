package io.planform.functiongraph.reservation;

import java.util.List;
import java.util.Optional;

/**
 * How many instances of a version or alias are to be ready whatever is called.
 *
 * @param count at all times that no policy is about
 * @param idleMode whether they use no CPU while they have no requests
 * @param recommendation excludes the other policies
 */
public record Reservation(
    int count,
    boolean idleMode,
    List<CronPolicy> crons,
    List<MetricPolicy> metrics,
    Optional<Recommendation> recommendation) {
  public static final Reservation NONE =
      new Reservation(0, false, List.of(), List.of(), Optional.empty());

  /** The guide's limit of one version or alias. */
  public static final int MOST = 1000;

  /** Whether it reserves nothing, ever. */
  public boolean isNone() {
    return count == 0 && crons.isEmpty() && metrics.isEmpty() && recommendation.isEmpty();
  }

  /** The most that is named in it: what counts against a quota. */
  public int greatest() {
    int scheduled = crons.stream().mapToInt(CronPolicy::count).max().orElse(0);
    int measured = metrics.stream().mapToInt(MetricPolicy::minimum).max().orElse(0);
    return Math.max(count, Math.max(scheduled, measured));
  }

  public Timeline timeline() {
    return new Timeline(count, crons);
  }
}
