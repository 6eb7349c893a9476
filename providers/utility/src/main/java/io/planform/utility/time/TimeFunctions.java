package io.planform.utility.time;

import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.ProviderFunction.Parameter;
import io.planform.spi.provider.ProviderFunction.Result;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations as objects of their parts. */
final class TimeFunctions {
  private static final Pattern TERM =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Pattern DURATION = Pattern.compile("[-+]?(?:0|(?:" + TERM + ")+)");

  private static final Map<String, BigDecimal> NANOS =
      Map.of(
          "ns", BigDecimal.ONE,
          "us", BigDecimal.valueOf(1_000),
          "µs", BigDecimal.valueOf(1_000),
          "μs", BigDecimal.valueOf(1_000),
          "ms", BigDecimal.valueOf(1_000_000),
          "s", BigDecimal.valueOf(1_000_000_000),
          "m", BigDecimal.valueOf(60_000_000_000L),
          "h", BigDecimal.valueOf(3_600_000_000_000L));

  private static final int DAYS = 7;

  private static final Type TIME = parts(Instant.EPOCH.atOffset(ZoneOffset.UTC)).type();
  private static final Type LENGTH = parts(0).type();

  private TimeFunctions() {}

  static Map<String, ProviderFunction> all() {
    return Map.of(
        "rfc3339_parse",
        function("timestamp", Type.STRING, TIME, "A time of RFC 3339.", TimeFunctions::time),
        "unix_timestamp_parse",
        function(
            "unix_timestamp", Type.NUMBER, TIME, "Seconds since 1970.", TimeFunctions::seconds),
        "duration_parse",
        function(
            "duration", Type.STRING, LENGTH, "A duration such as 1h30m.", TimeFunctions::length));
  }

  private static ProviderFunction function(
      String parameter, Type type, Type result, String description, Function<Value, Result> body) {
    return new ProviderFunction(
        List.of(new Parameter(parameter, type, false, false)),
        null,
        result,
        description,
        arguments -> body.apply(arguments.getFirst()));
  }

  private static Result time(Value text) {
    OffsetDateTime time = text instanceof Value.Str(String it) ? Moment.parse(it) : null;
    return time == null
        ? new Result.Refused(0, "It must be a time of RFC 3339, such as 2026-01-31T12:00:00Z.")
        : new Result.Returned(parts(time));
  }

  private static Result seconds(Value number) {
    try {
      return number instanceof Value.Num(BigDecimal seconds)
          ? new Result.Returned(
              parts(Instant.ofEpochSecond(seconds.longValueExact()).atOffset(ZoneOffset.UTC)))
          : new Result.Refused(0, "It must be a number.");
    } catch (ArithmeticException | DateTimeException _) {
      return new Result.Refused(0, "It must be a whole number of seconds since 1970.");
    }
  }

  private static Value.Obj parts(OffsetDateTime time) {
    SequencedMap<String, Value> parts = new LinkedHashMap<>();
    parts.put("year", Value.of(time.getYear()));
    parts.put("year_day", Value.of(time.getDayOfYear()));
    parts.put("day", Value.of(time.getDayOfMonth()));
    parts.put("month", Value.of(time.getMonthValue()));
    parts.put(
        "month_name", Value.of(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
    // Sunday is 0.
    parts.put("weekday", Value.of(time.getDayOfWeek().getValue() % DAYS));
    parts.put(
        "weekday_name",
        Value.of(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
    parts.put("hour", Value.of(time.getHour()));
    parts.put("minute", Value.of(time.getMinute()));
    parts.put("second", Value.of(time.getSecond()));
    parts.put("unix", Value.of(time.toEpochSecond()));
    parts.put("iso_year", Value.of(time.get(IsoFields.WEEK_BASED_YEAR)));
    parts.put("iso_week", Value.of(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
    return new Value.Obj(parts);
  }

  private static Result length(Value value) {
    if (!(value instanceof Value.Str(String text)) || !DURATION.matcher(text).matches()) {
      return new Result.Refused(0, "It must be a duration such as 1h30m or 1.5s.");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher terms = TERM.matcher(text);
    while (terms.find()) {
      BigDecimal unit = NANOS.getOrDefault(terms.group(2), BigDecimal.ONE);
      nanos = nanos.add(new BigDecimal(terms.group(1)).multiply(unit));
    }
    BigInteger whole = text.startsWith("-") ? nanos.toBigInteger().negate() : nanos.toBigInteger();
    return whole.bitLength() > 63
        ? new Result.Refused(0, "A duration may be 292 years long.")
        : new Result.Returned(parts(whole.longValue()));
  }

  private static Value.Obj parts(long nanos) {
    SequencedMap<String, Value> parts = new LinkedHashMap<>();
    parts.put("hours", fraction(nanos, 3_600_000_000_000L));
    parts.put("minutes", fraction(nanos, 60_000_000_000L));
    parts.put("seconds", fraction(nanos, 1_000_000_000));
    parts.put("milliseconds", Value.of(nanos / 1_000_000));
    parts.put("microseconds", Value.of(nanos / 1_000));
    parts.put("nanoseconds", Value.of(nanos));
    return new Value.Obj(parts);
  }

  /** In double precision. */
  private static Value fraction(long nanos, long unit) {
    long whole = nanos / unit;
    double rest = (double) (nanos % unit) / unit;
    return new Value.Num(BigDecimal.valueOf(whole + rest));
  }
}
