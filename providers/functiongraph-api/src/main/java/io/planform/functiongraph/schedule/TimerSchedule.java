package io.planform.functiongraph.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * When a TIMER trigger fires: its {@code schedule_type} and {@code schedule}, by the user guide's
 * sections 7.2 and 7.8.
 */
public sealed interface TimerSchedule permits FixedRate, CronSchedule {

  /**
   * The first time after the given one. Fixed rates count from it, so it is their last firing, or
   * the moment they became active.
   *
   * @return empty if there is none any more
   */
  Optional<Instant> next(Instant after);

  /**
   * The last time that is not after the given one.
   *
   * @return empty for fixed rates, whose times depend on when they began
   */
  Optional<Instant> previous(Instant at);

  /**
   * From when on it counts after it fired late.
   *
   * @param due the time that was meant
   * @param now not before it
   * @return for fixed rates the last of their times, so that they do not drift; otherwise now
   */
  Instant latest(Instant due, Instant now);

  sealed interface Parsed {
    record Valid(TimerSchedule schedule) implements Parsed {}

    /**
     * @param reason a sentence
     */
    record Invalid(String reason) implements Parsed {}
  }

  /**
   * @param scheduleType {@code Rate} or {@code Cron}
   */
  static Parsed parse(String scheduleType, String schedule) {
    return switch (scheduleType) {
      case "Rate" -> FixedRate.parseRate(schedule);
      case "Cron" ->
          schedule.startsWith(FixedRate.EVERY)
              ? FixedRate.parseEvery(schedule)
              : CronSchedule.parse(schedule);
      default ->
          new Parsed.Invalid(
              "The schedule type is Rate or Cron, not \"%s\".".formatted(scheduleType));
    };
  }
}
