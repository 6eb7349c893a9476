package io.planform.host.metric;

/** What samples of one span of time amount to. Mutable, and not safe for use by many threads. */
public final class Totals {
  long requests;
  long functionErrors;
  long systemErrors;
  long rejections;

  /** Those that reached the function: what durations are of. */
  long runs;

  double durationSum;
  double durationMin;
  double durationMax;
  long concurrency;
  long instances;
  long billedMillis;

  /** Billed milliseconds times megabytes. */
  long billedMegabyteMillis;

  /** Of the invocations whose use of memory is known. */
  long measured;

  long usedKilobytes;
  long mostUsedKilobytes;

  void add(Sample sample) {
    concurrency = Math.max(concurrency, sample.concurrency());
    instances = Math.max(instances, sample.instances());
    if (sample.kind() == Kind.GAUGE) {
      return;
    }
    requests++;
    switch (sample.kind()) {
      case FUNCTION_ERROR -> functionErrors++;
      case SYSTEM_ERROR -> systemErrors++;
      case REJECTED -> rejections++;
      case SUCCESS, GAUGE -> {}
    }
    if (sample.usedKilobytes() > 0) {
      measured++;
      usedKilobytes += sample.usedKilobytes();
      mostUsedKilobytes = Math.max(mostUsedKilobytes, sample.usedKilobytes());
    }
    double millis = sample.durationMillis();
    if (millis > 0) {
      durationMin = runs == 0 ? millis : Math.min(durationMin, millis);
      durationMax = Math.max(durationMax, millis);
      durationSum += millis;
      runs++;
      long billed = (long) Math.ceil(millis);
      billedMillis += billed;
      billedMegabyteMillis += billed * sample.memoryMegabytes();
    }
  }

  void add(Totals other) {
    if (other.runs > 0) {
      durationMin = runs == 0 ? other.durationMin : Math.min(durationMin, other.durationMin);
      durationMax = Math.max(durationMax, other.durationMax);
    }
    requests += other.requests;
    functionErrors += other.functionErrors;
    systemErrors += other.systemErrors;
    rejections += other.rejections;
    runs += other.runs;
    durationSum += other.durationSum;
    concurrency = Math.max(concurrency, other.concurrency);
    instances = Math.max(instances, other.instances);
    billedMillis += other.billedMillis;
    billedMegabyteMillis += other.billedMegabyteMillis;
    measured += other.measured;
    usedKilobytes += other.usedKilobytes;
    mostUsedKilobytes = Math.max(mostUsedKilobytes, other.mostUsedKilobytes);
  }

  public long requests() {
    return requests;
  }

  public long failures() {
    return functionErrors + systemErrors;
  }

  public long rejections() {
    return rejections;
  }

  long functionErrors() {
    return functionErrors;
  }

  long systemErrors() {
    return systemErrors;
  }

  /** -1 where the function did not run; of the other durations too. */
  public double averageMillis() {
    return runs == 0 ? -1 : durationSum / runs;
  }

  public double shortestMillis() {
    return runs == 0 ? -1 : durationMin;
  }

  public double longestMillis() {
    return runs == 0 ? -1 : durationMax;
  }

  public long concurrency() {
    return concurrency;
  }

  public long instances() {
    return instances;
  }

  /** Each invocation rounded up to a whole millisecond. */
  long billedMillis() {
    return billedMillis;
  }

  /** The average of what invocations used at most; -1 where that is not known. */
  double usedMegabytes() {
    return measured == 0 ? -1 : usedKilobytes / 1024.0 / measured;
  }

  double mostUsedMegabytes() {
    return measured == 0 ? -1 : mostUsedKilobytes / 1024.0;
  }

  double gigabyteSeconds() {
    return billedMegabyteMillis / 1024.0 / 1000.0;
  }
}
