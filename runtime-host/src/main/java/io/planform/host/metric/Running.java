package io.planform.host.metric;

/** A request in flight. */
public final class Running {
  private final Metrics metrics;
  private final Series series;
  private final int concurrency;

  Running(Metrics metrics, Series series) {
    this.metrics = metrics;
    this.series = series;
    this.concurrency = series.begin();
  }

  /** It is over; called once. */
  public void end(Kind kind, Cost cost) {
    series.end(kind, cost);
    metrics.record(series, kind, cost, concurrency, 0);
  }
}
