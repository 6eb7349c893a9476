package io.planform.host.alarm;

import io.planform.host.metric.Statistics;
import io.planform.host.metric.Totals;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The metrics of the user guide's table 9-2. */
enum AlarmMetric {
  COUNT("count", true),
  FAILURES("failcount", true),
  REJECTIONS("rejectcount", true),
  CONCURRENCY("concurrency", true),
  RESERVED("reservedinstancenum", true),
  DURATION("duration", false),
  LONGEST("maxDuration", false),
  SHORTEST("minDuration", false);

  private final String id;
  private final boolean zeroAtRest;

  AlarmMetric(String id, boolean zeroAtRest) {
    this.id = id;
    this.zeroAtRest = zeroAtRest;
  }

  String id() {
    return id;
  }

  static Optional<AlarmMetric> of(String id) {
    return Stream.of(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  /** Of a minute: what is counted is 0 where nothing was called, durations are not known then. */
  OptionalDouble value(Statistics.Point minute) {
    if (this == RESERVED) {
      return OptionalDouble.of(minute.reserved());
    }
    Totals totals = minute.totals();
    if (totals == null) {
      return zeroAtRest ? OptionalDouble.of(0) : OptionalDouble.empty();
    }
    double measured = measured(totals);
    return measured < 0 ? OptionalDouble.empty() : OptionalDouble.of(measured);
  }

  private double measured(Totals totals) {
    return switch (this) {
      case COUNT -> totals.requests();
      case FAILURES -> totals.failures();
      case REJECTIONS -> totals.rejections();
      case CONCURRENCY -> totals.concurrency();
      case RESERVED -> throw new IllegalStateException("that is no matter of invocations");
      case DURATION -> totals.averageMillis();
      case LONGEST -> totals.longestMillis();
      case SHORTEST -> totals.shortestMillis();
    };
  }
}
