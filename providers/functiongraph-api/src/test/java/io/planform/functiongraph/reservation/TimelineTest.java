package io.planform.functiongraph.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.planform.functiongraph.reservation.Timeline.Step;
import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant MONDAY = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

  static CronPolicy policy(String name, String cron, int count, Instant start, Instant end) {
    Parsed.Valid parsed = assertInstanceOf(Parsed.Valid.class, ReservationRules.schedule(cron));
    return new CronPolicy(name, cron, parsed.schedule(), count, start, end);
  }

  static Reservation reservation(int count, CronPolicy... policies) {
    return new Reservation(count, false, List.of(policies), List.of(), Optional.empty());
  }

  private static Instant at(String time) {
    return Instant.parse("2026-06-01T" + time + "Z");
  }

  @Test
  void theScheduleWhoseTimeCameLastDecides() {
    Timeline day =
        reservation(
                1,
                policy("morning", "0 0 8 * * *", 10, MONDAY, TUESDAY),
                policy("evening", "0 30 18 * * *", 2, MONDAY, TUESDAY))
            .timeline();
    List<Step> steps = day.steps(MONDAY, TUESDAY);
    assertEquals(
        List.of(new Step(MONDAY, 1), new Step(at("08:00:00"), 10), new Step(at("18:30:00"), 2)),
        steps);
    assertEquals(8 + 10 * 10.5 + 2 * 5.5, Timeline.instanceHours(steps, TUESDAY));
  }

  @Test
  void timesBeforeAScheduleWasValidDoNotCount() {
    Timeline late =
        reservation(1, policy("late", "0 0 8 * * *", 5, at("12:00:00"), TUESDAY)).timeline();
    assertEquals(List.of(new Step(MONDAY, 1)), late.steps(MONDAY, TUESDAY));
  }

  @Test
  void afterItsEndTheBaseCountHoldsAgain() {
    Timeline lunch =
        reservation(3, policy("noon", "0 0 12 * * *", 7, MONDAY, at("13:15:00"))).timeline();
    assertEquals(
        List.of(new Step(MONDAY, 3), new Step(at("12:00:00"), 7), new Step(at("13:15:00"), 3)),
        lunch.steps(MONDAY, TUESDAY));
  }

  @Test
  void schedulesAreReadInTheirTimeZone() {
    Timeline berlin =
        reservation(0, policy("a", "CRON_TZ=Europe/Berlin 0 0 8 * * *", 4, MONDAY, TUESDAY))
            .timeline();
    assertEquals(
        List.of(new Step(MONDAY, 0), new Step(at("06:00:00"), 4)), berlin.steps(MONDAY, TUESDAY));
  }

  @Property(tries = 5)
  void stepsAreWhatACountMinuteByMinuteGives(
      @ForAll @IntRange(min = 0, max = 23) int hour,
      @ForAll @IntRange(min = 0, max = 59) int minute,
      @ForAll @IntRange(min = 1, max = 11) int every,
      @ForAll @IntRange(min = 1, max = 1439) int begins,
      @ForAll @IntRange(min = 1, max = 1439) int lasts) {
    Instant start = MONDAY.plus(Duration.ofMinutes(begins));
    Timeline timeline =
        reservation(
                1,
                policy("daily", "0 %d %d * * *".formatted(minute, hour), 5, MONDAY, TUESDAY),
                policy(
                    "often",
                    "0 7 0/%d * * *".formatted(every),
                    3,
                    start,
                    start.plus(Duration.ofMinutes(lasts))))
            .timeline();
    List<Step> expected = new ArrayList<>();
    for (Instant at = MONDAY; at.isBefore(TUESDAY); at = at.plusSeconds(60)) {
      int count = timeline.countAt(at);
      if (expected.isEmpty() || expected.getLast().count() != count) {
        expected.add(new Step(at, count));
      }
    }
    assertEquals(expected, timeline.steps(MONDAY, TUESDAY));
  }
}
