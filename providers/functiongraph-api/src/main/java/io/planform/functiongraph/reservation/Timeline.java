package io.planform.functiongraph.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The number of instances that fixed counts and schedules ask for, as a function of time: of the
 * schedules that are valid, the one whose time came last since it became valid decides, the greater
 * count where two came together; without any, the base count.
 */
public final class Timeline {
  /** More steps than this in what is shown of a timeline are not told apart. */
  private static final int MOST_STEPS = 5_000;

  private final int base;
  private final List<CronPolicy> policies;

  Timeline(int base, List<CronPolicy> policies) {
    this.base = base;
    this.policies = policies;
  }

  /** From this moment on there are so many. */
  public record Step(Instant from, int count) {}

  private record Firing(Instant at, int count) {}

  public int countAt(Instant time) {
    return policies.stream()
        .filter(policy -> policy.validAt(time))
        .flatMap(policy -> lastFiring(policy, time))
        .max(Comparator.comparing(Firing::at).thenComparing(Firing::count))
        .map(Firing::count)
        .orElse(base);
  }

  private static Stream<Firing> lastFiring(CronPolicy policy, Instant time) {
    return policy.schedule().previous(time).stream()
        .filter(at -> !at.isBefore(policy.start()))
        .map(at -> new Firing(at, policy.count()));
  }

  /** The next moment at which the count may be another one. */
  public Optional<Instant> nextLook(Instant after) {
    return policies.stream()
        .filter(policy -> policy.end().isAfter(after))
        .flatMap(policy -> looks(policy, after))
        .filter(at -> at.isAfter(after))
        .min(Comparator.naturalOrder());
  }

  /** Its next firing, or where that comes too late its end. */
  private static Stream<Instant> looks(CronPolicy policy, Instant after) {
    Instant from = after.isBefore(policy.start()) ? policy.start().minusSeconds(1) : after;
    Instant next =
        policy.schedule().next(from).filter(at -> at.isBefore(policy.end())).orElse(policy.end());
    return Stream.of(next);
  }

  /** How the count goes, beginning with what it is at the first moment; each step changes it. */
  public List<Step> steps(Instant from, Instant before) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(from, countAt(from)));
    Optional<Instant> next = nextLook(from);
    for (int looks = 0; looks < MOST_STEPS && next.filter(before::isAfter).isPresent(); looks++) {
      Instant at = next.get();
      int count = countAt(at);
      if (count != steps.getLast().count()) {
        steps.add(new Step(at, count));
      }
      next = nextLook(at);
    }
    return steps;
  }

  /** What instances cost: their number times how long they are there. */
  public static double instanceHours(List<Step> steps, Instant before) {
    double seconds = 0;
    for (int i = 0; i < steps.size(); i++) {
      Instant end = i + 1 < steps.size() ? steps.get(i + 1).from() : before;
      seconds +=
          (double) steps.get(i).count() * Duration.between(steps.get(i).from(), end).toSeconds();
    }
    return seconds / 3600;
  }
}
