package io.planform.functiongraph.reservation;

import static io.planform.functiongraph.reservation.TimelineTest.policy;
import static io.planform.functiongraph.reservation.TimelineTest.reservation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReservationRulesTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-07-01T00:00:00Z");

  private static void refused(Reservation reservation, String... sentences) {
    assertEquals(List.of(sentences), ReservationRules.faults(reservation));
  }

  @Test
  void anOrdinaryWeekIsInOrder() {
    refused(
        reservation(
            1,
            policy("up", "0 0 8 * * 1-5", 10, START, END),
            policy("down", "0 0 18 * * *", 2, START, END)));
  }

  @Test
  void refusesSchedulesThatSayDifferentThingsAtATime() {
    refused(
        reservation(
            0,
            policy("daily", "0 0 8 * * *", 10, START, END),
            policy("monday", "0 0 8 * * 1", 20, START, END)),
        "The schedules \"daily\" and \"monday\" overlap: at 2026-06-01T08:00:00Z one asks for 10"
            + " instances and the other for 20.");
  }

  @Test
  void schedulesThatAreValidOneAfterTheOtherDoNotOverlap() {
    refused(
        reservation(
            0,
            policy("june", "0 0 8 * * *", 10, START, END),
            policy("july", "0 0 8 * * *", 20, END, END.plusSeconds(86_400))));
  }

  @Test
  void refusesAScheduleThatEndsBeforeItStarts() {
    refused(
        reservation(0, policy("a", "0 0 8 * * *", 1, START, START)),
        "The schedule \"a\" ends at 2026-06-01T00:00:00Z, not after its start at"
            + " 2026-06-01T00:00:00Z.");
  }

  @Test
  void refusesAScheduleThatNeverComesWhileItIsValid() {
    refused(
        reservation(0, policy("a", "0 0 8 * * *", 1, START, START.plusSeconds(60))),
        "The schedule \"a\" never comes: \"0 0 8 * * *\" has no time from 2026-06-01T00:00:00Z to"
            + " 2026-06-01T00:01:00Z.");
  }

  @Test
  void refusesFewerInstancesThanThereAreAnyway() {
    refused(
        reservation(5, policy("a", "0 0 8 * * *", 4, START, END)),
        "The count of policy \"a\" is 4, less than the 5 that are there at all times.");
  }

  @Test
  void refusesNamesTwice() {
    refused(
        new Reservation(
            0,
            false,
            List.of(policy("a", "0 0 8 * * *", 1, START, END)),
            List.of(new MetricPolicy("a", 0, 1)),
            Optional.empty()),
        "There are two policies \"a\".",
        "The threshold of policy \"a\" is 0; it is 1 to 99.");
  }

  @Test
  void aRecommendationDecidesAlone() {
    refused(
        new Reservation(
            0,
            false,
            List.of(),
            List.of(new MetricPolicy("m", 60, 1)),
            Optional.of(Recommendation.BALANCED)),
        "A recommendation excludes cron_configs and metric_configs: it decides alone.");
  }

  @Test
  void tellsWhatHasExpired() {
    Reservation june = reservation(0, policy("june", "0 0 8 * * *", 1, START, END));
    assertEquals(List.of(), ReservationRules.expired(june, END.minusSeconds(1)));
    assertEquals(
        List.of(
            "The schedule \"june\" has expired: it was valid until 2026-07-01T00:00:00Z, and it is"
                + " 2026-07-01T00:00:00Z."),
        ReservationRules.expired(june, END));
  }

  @Test
  void ratesSayNothingAboutTimes() {
    assertTrue(
        assertInstanceOf(Parsed.Invalid.class, ReservationRules.schedule("@every 1h"))
            .reason()
            .startsWith("A rate has no times"));
  }

  @Test
  void metricsKeepUsageBelowTheThreshold() {
    MetricPolicy policy = new MetricPolicy("m", 60, 2);
    assertEquals(2, policy.wanted(0, 10));
    assertEquals(2, policy.wanted(12, 10));
    assertEquals(3, policy.wanted(13, 10));
    assertEquals(17, policy.wanted(100, 10));
  }
}
