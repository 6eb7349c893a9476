package io.planform.host.metric;

import io.planform.functiongraph.FunctionUrn;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Questions about what invocations took. */
public final class Statistics {
  private final Metrics metrics;
  private final ReservedCounts reserved;

  public Statistics(Metrics metrics, ReservedCounts reserved) {
    this.metrics = metrics;
    this.reserved = reserved;
  }

  /**
   * One step of a time line.
   *
   * @param start in seconds since 1970
   * @param totals null where nothing was called
   * @param reserved instances that were ready, at most
   */
  public record Point(long start, @Nullable Totals totals, int reserved) {}

  /**
   * Equal steps, the oldest first, of which the last one is the present.
   *
   * @param minutes that are looked back, 1 at least; the present one is among them
   * @param step minutes of each
   */
  public List<Point> recent(Scope scope, long minutes, long step) {
    long now = metrics.now();
    long seconds = step * 60;
    long before = Math.floorDiv(now, 60L) * 60 + 60;
    long from = before - Math.ceilDiv(minutes, step) * seconds;
    return between(scope, from, before, seconds);
  }

  /**
   * @param from seconds since 1970, the start of a minute
   * @param before the end, so many whole steps later
   * @param step seconds, whole minutes
   */
  public List<Point> between(Scope scope, long from, long before, long step) {
    Map<Long, Totals> totals = new HashMap<>();
    for (MetricTable.Row row : metrics.find(scope, Span.MINUTE, from, before)) {
      long index = (row.start() - from) / step;
      totals.computeIfAbsent(index, _ -> new Totals()).add(row.totals());
    }
    ReservedCounts.Line ready = reserved.of(scope.functionId(), scope.version());
    List<Point> points = new ArrayList<>();
    for (long index = 0; from + index * step < before; index++) {
      long start = from + index * step;
      points.add(new Point(start, totals.get(index), ready.most(start, start + step)));
    }
    return points;
  }

  /**
   * Totals of months (UTC), the oldest first; the present one is among them.
   *
   * @param last the last month
   */
  NavigableMap<YearMonth, Totals> months(YearMonth last, int count) {
    NavigableMap<YearMonth, Totals> months = new TreeMap<>();
    for (int i = count - 1; i >= 0; i--) {
      months.put(last.minusMonths(i), new Totals());
    }
    long from = seconds(months.firstKey().atDay(1));
    long before = seconds(last.plusMonths(1).atDay(1));
    for (MetricTable.Row row : metrics.find(Scope.ALL, Span.DAY, from, before)) {
      YearMonth month = YearMonth.from(LocalDate.ofEpochDay(row.start() / Span.DAY.seconds()));
      months.computeIfAbsent(month, _ -> new Totals()).add(row.totals());
    }
    return months;
  }

  private static long seconds(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /** Totals of each function that was called in a time, its versions together. */
  Map<FunctionUrn, Totals> byFunction(long from, long before) {
    long oldest = metrics.now() - Span.MINUTE.kept().toSeconds();
    Span span = from >= oldest ? Span.MINUTE : Span.HOUR;
    Map<FunctionUrn, Totals> functions = new HashMap<>();
    for (MetricTable.Row row : metrics.find(Scope.ALL, span, span.start(from), before)) {
      functions.computeIfAbsent(row.urn(), _ -> new Totals()).add(row.totals());
    }
    return functions;
  }

  /** The present, in seconds since 1970. */
  public long now() {
    return metrics.now();
  }
}
