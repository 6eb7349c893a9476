package io.planform.functiongraph.schedule;

import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fires again a period after it fired. */
record FixedRate(Duration period) implements TimerSchedule {
  static final String EVERY = "@every";

  private static final Pattern RATE = Pattern.compile("([1-9][0-9]?)([mhd])");
  private static final Pattern DURATION =
      Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ns|us|µs|μs|ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ns", Duration.ofNanos(1),
          "us", Duration.of(1, ChronoUnit.MICROS),
          "µs", Duration.of(1, ChronoUnit.MICROS),
          "μs", Duration.of(1, ChronoUnit.MICROS),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));
  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

  /** Spelled as users write them. */
  private enum RateUnit {
    m(Duration.ofMinutes(1), 60),
    h(Duration.ofHours(1), 24),
    d(Duration.ofDays(1), 30);

    private final Duration duration;
    private final int limit;

    RateUnit(Duration duration, int limit) {
      this.duration = duration;
      this.limit = limit;
    }
  }

  /** {@code 3m}, {@code 2h}, {@code 1d}. */
  static Parsed parseRate(String text) {
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      int count = Integer.parseInt(matcher.group(1));
      RateUnit unit = RateUnit.valueOf(matcher.group(2));
      if (count <= unit.limit) {
        return new Parsed.Valid(new FixedRate(unit.duration.multipliedBy(count)));
      }
    }
    return new Parsed.Invalid(
        "A rate is 1m to 60m, 1h to 24h or 1d to 30d, not \"%s\".".formatted(text));
  }

  /** {@code @every 1h30m}: whole seconds, at least one, as the scheduler rounds. */
  static Parsed parseEvery(String text) {
    String duration = text.substring(EVERY.length()).strip();
    if (!DURATION.matcher(duration).matches()) {
      return new Parsed.Invalid(
          "@every is followed by a duration like 30m, 1.5h or 2h30m, not \"%s\"."
              .formatted(duration));
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(duration);
    while (part.find()) {
      Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.toNanos())));
    }
    if (nanos.signum() == 0) {
      return new Parsed.Invalid("@every needs a duration longer than nothing.");
    }
    long seconds = nanos.divide(NANOS_PER_SECOND, 0, RoundingMode.DOWN).longValue();
    return new Parsed.Valid(new FixedRate(Duration.ofSeconds(Math.max(1, seconds))));
  }

  @Override
  public Instant latest(Instant due, Instant now) {
    return due.plus(period.multipliedBy(Duration.between(due, now).dividedBy(period)));
  }

  @Override
  public Optional<Instant> previous(Instant at) {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.of(after.plus(period));
  }
}
