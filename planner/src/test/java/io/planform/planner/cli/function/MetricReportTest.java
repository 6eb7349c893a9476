package io.planform.planner.cli.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.planform.spi.provider.FunctionOperations.Point;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricReportTest {
  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

  private static final List<Point> POINTS =
      List.of(
          new Point(START, Map.of()),
          new Point(
              START.plusSeconds(60),
              Map.ofEntries(
                  Map.entry("count", 3.0),
                  Map.entry("fail_count", 1.0),
                  Map.entry("reject_count", 1.0),
                  Map.entry("min_duration", 2.0),
                  Map.entry("duration", 4.0),
                  Map.entry("max_duration", 6.0),
                  Map.entry("concurrency_num", 2.0),
                  Map.entry("billing_duration", 8.0),
                  Map.entry("gbs", 0.001))),
          new Point(START.plusSeconds(120), Map.of("count", 2.0, "reject_count", 2.0)),
          new Point(
              START.plusSeconds(180),
              Map.of(
                  "count", 1.0,
                  "min_duration", 10.04,
                  "duration", 10.04,
                  "max_duration", 10.04,
                  "concurrency_num", 1.0,
                  "billing_duration", 11.0,
                  "gbs", 0.001375)));

  @Test
  void showsMinutesWithCallsAndTheirTotal() {
    assertEquals(
        """
        TIME                    CALLS   ERRORS THROTTLES     MIN MS     AVG MS     MAX MS CONCURRENCY
        2026-01-31T08:01:00Z        3        1         1        2.0        4.0        6.0           2
        2026-01-31T08:02:00Z        2        0         2          -          -          -           0
        2026-01-31T08:03:00Z        1        0         0       10.0       10.0       10.0           1
        total                       6        1         3        2.0        6.0       10.0           2
        """,
        String.join("\n", MetricReport.of(POINTS).calls()) + "\n");
  }

  @Test
  void showsWhatIsBilled() {
    assertEquals(
        """
        TIME                    CALLS  BILLING DURATION MS     GB-SECONDS
        2026-01-31T08:01:00Z        3                    8       0.001000
        2026-01-31T08:02:00Z        2                    0              -
        2026-01-31T08:03:00Z        1                   11       0.001375
        total                       6                   19       0.002375
        """,
        String.join("\n", MetricReport.of(POINTS).costs()) + "\n");
  }

  @Test
  void isOneObjectForPrograms() {
    assertEquals(
        "{\"function\":\"urn\",\"points\":[{\"time\":\"2026-01-31T08:02:00Z\",\"count\":2.0}],"
            + "\"total\":{\"count\":2.0}}",
        MetricReport.of(List.of(new Point(START.plusSeconds(120), Map.of("count", 2.0))))
            .json("urn")
            .toString());
  }

  @Test
  void knowsWhoseCostIsNotTold() {
    assertFalse(MetricReport.of(List.of(new Point(START, Map.of("count", 1.0)))).tellsCost());
  }
}
