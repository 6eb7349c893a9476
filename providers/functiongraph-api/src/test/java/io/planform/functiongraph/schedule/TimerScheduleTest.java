package io.planform.functiongraph.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimerScheduleTest {
  /** A Thursday. */
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "Rate, 1m, PT1M",
    "Rate, 60m, PT60M",
    "Rate, 24h, PT24H",
    "Rate, 30d, PT720H",
    "Cron, @every 30m, PT30M",
    "Cron, @every 1.5h, PT1H30M",
    "Cron, @every 2h30m, PT2H30M",
    "Cron, @every 1h30m, PT1H30M",
    "Cron, @every 1500ms, PT1S",
    "Cron, @every 5ns, PT1S",
    "Cron, @every 90000000μs, PT90S",
  })
  void fixedRatesCountFromTheLastFiring(String type, String schedule, Duration period) {
    assertEquals(START.plus(period), valid(type, schedule).next(START).orElseThrow());
  }

  /** Table 7-11 of the user guide, by the firings after a Thursday's midnight. */
  @ParameterizedTest
  @CsvSource({
    "0 15 2 * * ?, 2026-01-01T02:15:00Z 2026-01-02T02:15:00Z",
    "0 30 8 ? * Mon-Fri, 2026-01-01T08:30:00Z 2026-01-02T08:30:00Z 2026-01-05T08:30:00Z",
    "0 45 7 1-3 * ?, 2026-01-01T07:45:00Z 2026-01-02T07:45:00Z 2026-01-03T07:45:00Z"
        + " 2026-02-01T07:45:00Z",
    "'0 0/3 * ? * Mon,Wed,Fri,Sun', 2026-01-02T00:00:00Z 2026-01-02T00:03:00Z",
    "0 0/3 9-18 ? * Mon-Fri, 2026-01-01T09:00:00Z 2026-01-01T09:03:00Z",
    "0 0/30 * * * ?, 2026-01-01T00:30:00Z 2026-01-01T01:00:00Z",
  })
  void firesAsTheGuidesExamples(String schedule, String firings) {
    assertFirings(schedule, firings);
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 0 1 feb ?, 2026-02-01T00:00:00Z",
    "'0 0 0 ? JAN,apr SUN', 2026-01-04T00:00:00Z 2026-01-11T00:00:00Z",
    "'0 0 0 ? * 6,0', 2026-01-03T00:00:00Z 2026-01-04T00:00:00Z 2026-01-10T00:00:00Z",
    "30 1/20 0 * *, 2026-01-01T00:01:30Z 2026-01-01T00:21:30Z 2026-01-01T00:41:30Z"
        + " 2026-01-02T00:01:30Z",
    "*/20 0 0 29 2 ?, 2028-02-29T00:00:00Z 2028-02-29T00:00:20Z",
    "CRON_TZ=Asia/Shanghai 0 0 8 * * ?, 2026-01-02T00:00:00Z",
  })
  void readsNamesStepsAndZones(String schedule, String firings) {
    assertFirings(schedule, firings);
  }

  /**
   * On 29 March 2026 Berlin's clocks go from 02:00 to 03:00, on 25 October from 03:00 to 02:00; on
   * 4 November 2018 São Paulo had no midnight.
   */
  @ParameterizedTest
  @CsvSource({
    "CRON_TZ=Europe/Berlin 0 30 2 29 3 ?, 2026-01-01T00:00:00Z, 2027-03-29T00:30:00Z",
    "CRON_TZ=Europe/Berlin 0 30 2 * * ?, 2026-03-28T12:00:00Z,"
        + " 2026-03-30T00:30:00Z 2026-03-31T00:30:00Z",
    "CRON_TZ=Europe/Berlin 0 30 2 * * ?, 2026-10-24T12:00:00Z,"
        + " 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
    "CRON_TZ=Europe/Berlin 0 0/30 * * * ?, 2026-03-29T00:20:00Z,"
        + " 2026-03-29T00:30:00Z 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z",
    "CRON_TZ=Europe/Berlin 0 0/30 * * * ?, 2026-10-25T00:20:00Z,"
        + " 2026-10-25T00:30:00Z 2026-10-25T01:00:00Z 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z",
    "CRON_TZ=America/Sao_Paulo 0 0 0 * * ?, 2018-11-03T12:00:00Z,"
        + " 2018-11-05T02:00:00Z 2018-11-06T02:00:00Z",
  })
  void clocksThatChangeSkipTimesAndRepeatHours(String schedule, Instant start, String firings) {
    assertFirings(start, schedule, firings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 0 30 2 ?", "0 0 0 31 4 ?", "0 0 0 31 2,4,6,9,11 ?", "0 0 12 30-31 Feb ?"})
  void refusesDatesThatNeverCome(String schedule) {
    invalid("Cron", schedule, "never comes");
  }

  @Test
  void aRateThatFiredLateKeepsItsTimes() {
    assertEquals(
        START.plus(Duration.ofMinutes(9)),
        valid("Rate", "3m")
            .latest(START.plus(Duration.ofMinutes(3)), START.plus(Duration.ofSeconds(659))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "61m", "25h", "31d", "3", "m", "3s", "-1m", "1.5h", "", "03m"})
  void refusesOtherRates(String schedule) {
    invalid("Rate", schedule, "1m to 60m");
  }

  @ParameterizedTest
  @CsvSource({
    "@every, duration",
    "@every 3d, duration",
    "@every 0s, longer than nothing",
    "@every -1h, duration",
    "* * * *, 6 fields",
    "0 0 0 * * ? 2026, 6 fields",
    "60 0 0 * * ?, not a cron expression",
    "0 0 24 * * ?, not a cron expression",
    "0 0 0 32 * ?, not a cron expression",
    "0 0 0 * Foo ?, not a cron expression",
    "0 0 0 ? * 7, not a cron expression",
    "CRON_TZ=Mars/Olympus 0 0 0 * * ?, time zone",
    "'', 6 fields",
  })
  void refusesOtherExpressions(String schedule, String reason) {
    invalid("Cron", schedule, reason);
  }

  @Test
  void refusesAnotherType() {
    invalid("Hourly", "1h", "Rate or Cron");
  }

  private static void assertFirings(String schedule, String firings) {
    assertFirings(START, schedule, firings);
  }

  private static void assertFirings(Instant start, String schedule, String firings) {
    List<Instant> expected = List.of(firings.split(" ")).stream().map(Instant::parse).toList();
    List<Instant> actual = new ArrayList<>();
    Instant last = start;
    for (int i = 0; i < expected.size(); i++) {
      last = valid("Cron", schedule).next(last).orElseThrow();
      actual.add(last);
    }
    assertEquals(expected, actual);
  }

  private static TimerSchedule valid(String type, String schedule) {
    return assertInstanceOf(Parsed.Valid.class, TimerSchedule.parse(type, schedule)).schedule();
  }

  private static void invalid(String type, String schedule, String part) {
    String reason =
        assertInstanceOf(Parsed.Invalid.class, TimerSchedule.parse(type, schedule)).reason();
    assertTrue(reason.contains(part), reason);
  }
}
