package io.planform.functiongraph.reservation;

import io.planform.functiongraph.schedule.TimerSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a reservation by itself, in sentences. */
public final class ReservationRules {
  private static final int LONGEST_NAME = 60;

  /** So often two schedules are compared at most; whose times meet do so soon, as a rule. */
  private static final int MOST_COMPARISONS = 100;

  private ReservationRules() {}

  /**
   * @param cron of a schedule: 5 or 6 fields, seconds first, with or without {@code CRON_TZ}
   */
  public static TimerSchedule.Parsed schedule(String cron) {
    return cron.strip().startsWith("@")
        ? new TimerSchedule.Parsed.Invalid(
            "A rate has no times of its own, so it cannot say from when on instances are"
                + " reserved; write a cron expression like 0 0 8 * * *.")
        : TimerSchedule.parse("Cron", cron);
  }

  /** All faults but those that time brings. */
  public static List<String> faults(Reservation reservation) {
    List<String> faults = new ArrayList<>();
    range(faults, "The count", reservation.count(), 0, Reservation.MOST);
    Set<String> names = new HashSet<>();
    for (CronPolicy policy : reservation.crons()) {
      name(faults, policy.name(), names);
      faults.addAll(faults(policy, reservation.count()));
    }
    for (MetricPolicy policy : reservation.metrics()) {
      name(faults, policy.name(), names);
      range(faults, subject(policy.name(), "min"), policy.minimum(), 0, Reservation.MOST);
      range(faults, subject(policy.name(), "threshold"), policy.threshold(), 1, 99);
    }
    if (faults.isEmpty()) {
      faults.addAll(overlaps(reservation.crons()));
    }
    boolean others = !reservation.crons().isEmpty() || !reservation.metrics().isEmpty();
    if (reservation.recommendation().isPresent() && others) {
      faults.add("A recommendation excludes cron_configs and metric_configs: it decides alone.");
    }
    return faults;
  }

  /** The schedules that have had their time. */
  public static List<String> expired(Reservation reservation, Instant now) {
    return reservation.crons().stream()
        .filter(policy -> !policy.end().isAfter(now))
        .map(
            policy ->
                "The schedule \"%s\" has expired: it was valid until %s, and it is %s."
                    .formatted(
                        policy.name(), policy.end(), Instant.ofEpochSecond(now.getEpochSecond())))
        .toList();
  }

  private static List<String> faults(CronPolicy policy, int base) {
    List<String> faults = new ArrayList<>();
    range(faults, subject(policy.name(), "count"), policy.count(), 0, Reservation.MOST);
    if (policy.count() < base) {
      faults.add(
          "%s is %d, less than the %d that are there at all times."
              .formatted(subject(policy.name(), "count"), policy.count(), base));
    }
    if (!policy.start().isBefore(policy.end())) {
      faults.add(
          "The schedule \"%s\" ends at %s, not after its start at %s."
              .formatted(policy.name(), policy.end(), policy.start()));
    } else if (!firesWhileValid(policy)) {
      faults.add(
          "The schedule \"%s\" never comes: \"%s\" has no time from %s to %s."
              .formatted(policy.name(), policy.cron(), policy.start(), policy.end()));
    }
    return faults;
  }

  private static boolean firesWhileValid(CronPolicy policy) {
    return policy
        .schedule()
        .next(policy.start().minusSeconds(1))
        .filter(at -> at.isBefore(policy.end()))
        .isPresent();
  }

  private static void name(List<String> faults, String name, Set<String> names) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      faults.add(
          "The policy's name \"%s\" has %d characters; 1 to %d are allowed."
              .formatted(name, name.length(), LONGEST_NAME));
    } else if (!names.add(name)) {
      faults.add("There are two policies \"%s\".".formatted(name));
    }
  }

  private static String subject(String policy, String field) {
    return "The %s of policy \"%s\"".formatted(field, policy);
  }

  private static void range(List<String> faults, String subject, int value, int from, int to) {
    if (value < from || value > to) {
      faults.add("%s is %d; it is %d to %d.".formatted(subject, value, from, to));
    }
  }

  /** Schedules that say different counts for the same moment. */
  private static List<String> overlaps(List<CronPolicy> policies) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      for (CronPolicy other : policies.subList(i + 1, policies.size())) {
        CronPolicy one = policies.get(i);
        meeting(one, other)
            .filter(_ -> one.count() != other.count())
            .ifPresent(
                at ->
                    faults.add(
                        "The schedules \"%s\" and \"%s\" overlap: at %s one asks for %d instances and the other for %d."
                            .formatted(one.name(), other.name(), at, one.count(), other.count())));
      }
    }
    return faults;
  }

  /** Goes from a time of one to the next of the other, in turn, until they meet. */
  private static Optional<Instant> meeting(CronPolicy one, CronPolicy other) {
    Instant from = one.start().isAfter(other.start()) ? one.start() : other.start();
    Instant end = one.end().isBefore(other.end()) ? one.end() : other.end();
    Instant after = from.minusSeconds(1);
    for (int i = 0; i < MOST_COMPARISONS; i++) {
      Optional<Instant> first = one.schedule().next(after).filter(end::isAfter);
      Optional<Instant> second =
          first.flatMap(at -> other.schedule().next(at.minusSeconds(1))).filter(end::isAfter);
      if (second.isEmpty()) {
        return Optional.empty();
      }
      if (first.equals(second)) {
        return first;
      }
      after = second.get().minusSeconds(1);
    }
    return Optional.empty();
  }
}
