package io.planform.host.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.storage.HostDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final FunctionUrn URN =
      FunctionUrn.parse("urn:fss:local-1:0123456789abcdef0123456789abcdef:function:default:hello")
          .orElseThrow();
  private static final Scope LATEST = new Scope("id", "latest");

  @TempDir Path home;
  private volatile Instant now = Instant.parse("2026-01-31T08:00:30Z");
  private HostDatabase database;
  private Metrics metrics;

  @BeforeEach
  void open() throws Exception {
    database = HostDatabase.open(home.resolve("host.db"), home.resolve("host.key"));
    metrics = newMetrics();
  }

  private Metrics newMetrics() throws IOException {
    return Metrics.open(database, home.resolve("metrics"), List::of, () -> now);
  }

  @AfterEach
  void close() {
    metrics.close();
    database.close();
  }

  private void call(String version, Kind kind, double millis) {
    metrics.begin("id", URN, version).end(kind, new Cost(millis, 0, false, 256, 0));
  }

  private List<Statistics.Point> recent(Scope scope, long minutes) {
    return new Statistics(metrics, (_, _) -> (_, _) -> 0).recent(scope, minutes, 1);
  }

  private Totals present(Scope scope) {
    return Objects.requireNonNull(recent(scope, 1).getLast().totals());
  }

  private long rows() {
    return database.read(
        connection -> {
          try (var select = connection.prepareStatement("SELECT count(*) FROM metric")) {
            return select.executeQuery().getLong(1);
          }
        });
  }

  @Test
  void sumsUpAMinute() {
    call("latest", Kind.SUCCESS, 1.5);
    call("latest", Kind.SUCCESS, 10);
    call("latest", Kind.FUNCTION_ERROR, 3.2);
    call("latest", Kind.SYSTEM_ERROR, 0);
    call("latest", Kind.REJECTED, 0);
    Totals totals = present(LATEST);
    assertEquals(5, totals.requests());
    assertEquals(2, totals.failures());
    assertEquals(1, totals.functionErrors());
    assertEquals(1, totals.systemErrors());
    assertEquals(1, totals.rejections());
    assertEquals(1.5, totals.shortestMillis());
    assertEquals(10, totals.longestMillis());
    assertEquals(4.9, totals.averageMillis(), 1e-9);
    assertEquals(2 + 10 + 4, totals.billedMillis());
    assertEquals(16 * 256 / 1024.0 / 1000.0, totals.gigabyteSeconds());
  }

  @Test
  void tellsWhatMemoryWasUsedOnAverageAndAtMost() {
    assertEquals(-1, used(0).usedMegabytes(), "it could not be measured");
    assertEquals(30, used(30).usedMegabytes());
    Totals both = used(50);
    metrics.flush();
    for (Totals each : List.of(both, present(LATEST))) {
      assertEquals(40, each.usedMegabytes());
      assertEquals(50, each.mostUsedMegabytes());
    }
  }

  private Totals used(long megabytes) {
    metrics
        .begin("id", URN, "latest")
        .end(Kind.SUCCESS, new Cost(1, 0, false, 128, megabytes << 20));
    return present(LATEST);
  }

  @Test
  void whatDidNotRunHasNoDuration() {
    call("latest", Kind.REJECTED, 0);
    assertEquals(-1, present(LATEST).averageMillis());
    assertEquals(-1, present(LATEST).shortestMillis());
    assertEquals(0, present(LATEST).billedMillis());
  }

  @Test
  void keepsVersionsApartAndTogether() {
    call("latest", Kind.SUCCESS, 1);
    call("v1", Kind.SUCCESS, 1);
    call("v1", Kind.SUCCESS, 1);
    metrics.begin("other", URN, "latest").end(Kind.SUCCESS, new Cost(1, 0, false, 128, 0));
    assertEquals(1, present(LATEST).requests());
    assertEquals(2, present(new Scope("id", "v1")).requests());
    assertEquals(3, present(new Scope("id", "")).requests());
    assertEquals(4, present(Scope.ALL).requests());
  }

  @Test
  void tellsHowManyRequestsWereInFlightAtMost() {
    Running first = metrics.begin("id", URN, "latest");
    Running second = metrics.begin("id", URN, "latest");
    Cost cost = new Cost(1, 0, false, 128, 0);
    first.end(Kind.SUCCESS, cost);
    second.end(Kind.SUCCESS, cost);
    metrics.begin("id", URN, "latest").end(Kind.SUCCESS, cost);
    assertEquals(2, present(LATEST).concurrency());
  }

  @Test
  void aMinuteIsTheSameBeforeAndAfterItIsStoredAndWhereItIsBoth() {
    call("latest", Kind.SUCCESS, 4);
    metrics.flush();
    call("latest", Kind.FUNCTION_ERROR, 2);
    Totals both = present(LATEST);
    metrics.flush();
    Totals stored = present(LATEST);
    for (Totals each : List.of(both, stored)) {
      assertEquals(2, each.requests());
      assertEquals(1, each.failures());
      assertEquals(2, each.shortestMillis());
      assertEquals(4, each.longestMillis());
      assertEquals(3, each.averageMillis());
    }
    assertEquals(3, rows(), "one minute, one hour, one day");
  }

  @Test
  void minutesWithoutCallsAreEmpty() {
    call("latest", Kind.SUCCESS, 1);
    now = now.plus(Duration.ofMinutes(3));
    call("latest", Kind.SUCCESS, 1);
    List<Statistics.Point> points = recent(LATEST, 5);
    assertEquals(5, points.size());
    assertNull(points.get(0).totals());
    assertNotNull(points.get(1).totals());
    assertNull(points.get(2).totals());
    assertNull(points.get(3).totals());
    assertNotNull(points.get(4).totals());
    assertEquals(Instant.parse("2026-01-31T08:03:00Z").getEpochSecond(), points.get(4).start());
  }

  @Test
  void aHostThatIsKilledLosesNothingAndCountsNothingTwice() throws IOException {
    call("latest", Kind.SUCCESS, 5);
    metrics.flush();
    call("latest", Kind.SUCCESS, 7);
    Path copy = Files.createDirectory(home.resolve("killed"));
    try (Stream<Path> journals = Files.list(home.resolve("metrics"))) {
      for (Path each : journals.toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    try (Metrics after = Metrics.open(database, copy, List::of, () -> now)) {
      assertEquals(2, requests(after));
    }
    // The same journal once more: it is in the database by now.
    Path again = Files.createDirectory(home.resolve("again"));
    try (Metrics after = Metrics.open(database, again, List::of, () -> now)) {
      assertEquals(2, requests(after));
    }
  }

  private static long requests(Metrics metrics) {
    Statistics.Point last =
        new Statistics(metrics, (_, _) -> (_, _) -> 0).recent(LATEST, 1, 1).getLast();
    return Objects.requireNonNull(last.totals()).requests();
  }

  @Test
  void moreThanOneJournalHoldsAreAllCounted() throws Exception {
    long each = 15_000;
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        callers.execute(
            () -> {
              for (int n = 0; n < each; n++) {
                call("latest", Kind.SUCCESS, 1);
              }
            });
      }
    }
    assertEquals(4 * each, present(LATEST).requests());
    metrics.flush();
    assertEquals(4 * each, present(LATEST).requests());
  }

  @Test
  void whatIsTooOldGoesAndMonthsStay() {
    call("latest", Kind.SUCCESS, 1);
    metrics.flush();
    now = now.plus(Duration.ofDays(40));
    metrics.flush();
    assertEquals(1, rows(), "the day");
    var months = new Statistics(metrics, (_, _) -> (_, _) -> 0).months(YearMonth.of(2026, 3), 3);
    assertEquals(List.of(1L, 0L, 0L), months.values().stream().map(Totals::requests).toList());
    now = now.plus(Duration.ofDays(160));
    metrics.flush();
    assertEquals(0, rows());
  }

  @Test
  void aFunctionThatIsGoneStaysInReports() {
    call("latest", Kind.SUCCESS, 1);
    metrics.flush();
    metrics.forget("id");
    assertEquals(1, present(Scope.ALL).requests());
    assertTrue(metrics.series().isEmpty());
  }
}
