package io.planform.planner.lang.function;

import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time, as RFC 3339 text. */
final class TimeFunctions {
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)\\d*(Z|[-+]\\d\\d:\\d\\d)");

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private TimeFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("timestamp")
            .gives(
                STRING,
                a ->
                    a.surroundings().unpredictableIsUnknown()
                        ? a.unknown()
                        : Value.of(text(Instant.now().atOffset(ZoneOffset.UTC)))),
        Function.named("plantimestamp").gives(STRING, TimeFunctions::planTime),
        Function.named("formatdate")
            .takes("format", STRING)
            .takes("time", STRING)
            .gives(STRING, TimeFunctions::format),
        Function.named("timeadd")
            .takes("timestamp", STRING)
            .takes("duration", STRING)
            .gives(STRING, TimeFunctions::add),
        Function.named("timecmp")
            .takes("timestamp_a", STRING)
            .takes("timestamp_b", STRING)
            .gives(NUMBER, TimeFunctions::compare));
  }

  private static @Nullable OffsetDateTime time(Arguments arguments, int index) {
    OffsetDateTime time = parsed(arguments.text(index));
    if (time == null) {
      arguments.fail(index, invalid(arguments.text(index)));
    }
    return time;
  }

  private static String invalid(String text) {
    return "not a valid RFC3339 timestamp: \"" + text + "\" is not like \"2006-01-02T15:04:05Z\"";
  }

  private static @Nullable OffsetDateTime parsed(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return LocalDateTime.parse(matcher.group(1).replace(',', '.'))
          .atOffset(ZoneOffset.of(matcher.group(2)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Value planTime(Arguments arguments) {
    Instant time = arguments.surroundings().planTime();
    return time == null ? arguments.unknown() : Value.of(text(time.atOffset(ZoneOffset.UTC)));
  }

  private static String text(OffsetDateTime time) {
    String text = RFC_3339.format(time);
    return text.startsWith("+") ? text.substring(1) : text;
  }

  private static Value compare(Arguments arguments) {
    OffsetDateTime first = time(arguments, 0);
    OffsetDateTime second = time(arguments, 1);
    return first == null || second == null
        ? Arguments.none()
        : Value.of(Integer.signum(first.toInstant().compareTo(second.toInstant())));
  }

  private static Value add(Arguments arguments) {
    OffsetDateTime time = parsed(arguments.text(0));
    if (time == null) {
      return arguments.fail(invalid(arguments.text(0)));
    }
    Duration duration = duration(arguments.text(1));
    return duration == null
        ? arguments.fail("\"" + arguments.text(1) + "\" is not a duration like \"1h30m\"")
        : Value.of(text(time.plus(duration)));
  }

  private static @Nullable Duration duration(String text) {
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = DURATION_PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    boolean any = false;
    while (text.length() < 1_000 && matcher.find(at) && matcher.start() == at) {
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(nanosOf(matcher.group(2))));
      at = matcher.end();
      any = true;
    }
    boolean fits = nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return any && at == text.length() && fits
        ? Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue())
        : null;
  }

  private static BigDecimal nanosOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs", "μs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        });
  }

  private static Value format(Arguments arguments) {
    OffsetDateTime time = time(arguments, 1);
    if (time == null) {
      return Arguments.none();
    }
    return switch (DateFormat.format(arguments.text(0), time)) {
      case DateFormat.Formatted(String text) -> Value.of(text);
      case DateFormat.Unsuitable(String reason) -> arguments.fail(0, reason);
    };
  }
}
