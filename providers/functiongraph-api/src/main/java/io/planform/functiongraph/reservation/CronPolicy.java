package io.planform.functiongraph.reservation;

import io.planform.functiongraph.schedule.TimerSchedule;
import java.time.Instant;

/**
 * From each of the schedule's times on so many instances are reserved, while it is valid.
 *
 * @param schedule what {@code cron} says
 * @param start the first moment at which it is valid
 * @param end the first moment at which it is not any more
 */
public record CronPolicy(
    String name, String cron, TimerSchedule schedule, int count, Instant start, Instant end) {

  boolean validAt(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
