package io.planform.planner.lang;

import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time, as RFC 3339 text. */
final class TimeFunctions {
  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");

  private TimeFunctions() {}

  static List<Function> all() {
    return List.of(
        // Known only when the changes are made: a plan must not differ from its apply.
        Function.named("timestamp").gives(STRING, _ -> new Value.Unknown(STRING)),
        Function.named("formatdate")
            .takes("spec", STRING)
            .takes("timestamp", STRING)
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
    try {
      return OffsetDateTime.parse(arguments.text(index), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException e) {
      arguments.fail(index, "not a valid RFC 3339 timestamp: \"" + arguments.text(index) + "\"");
      return null;
    }
  }

  private static String text(OffsetDateTime time) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT).format(time);
  }

  private static Value compare(Arguments arguments) {
    OffsetDateTime first = time(arguments, 0);
    OffsetDateTime second = time(arguments, 1);
    return first == null || second == null
        ? Evaluator.FAILED
        : Value.of(Integer.signum(first.toInstant().compareTo(second.toInstant())));
  }

  private static Value add(Arguments arguments) {
    OffsetDateTime time = time(arguments, 0);
    Duration duration = duration(arguments.text(1));
    if (duration == null) {
      return arguments.fail(1, "not a duration like \"1h30m\": \"" + arguments.text(1) + "\"");
    }
    return time == null ? Evaluator.FAILED : Value.of(text(time.plus(duration)));
  }

  private static @Nullable Duration duration(String text) {
    boolean negative = text.startsWith("-");
    Matcher matcher = DURATION_PART.matcher(text);
    int at = negative || text.startsWith("+") ? 1 : 0;
    double nanos = 0;
    while (matcher.find(at) && matcher.start() == at) {
      nanos += Double.parseDouble(matcher.group(1)) * nanosOf(matcher.group(2));
      at = matcher.end();
    }
    boolean whole = at == text.length() && at > 0 && Math.abs(nanos) < Long.MAX_VALUE;
    return whole ? Duration.ofNanos((long) (negative ? -nanos : nanos)) : null;
  }

  private static double nanosOf(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 6e10;
      default -> 3.6e12;
    };
  }

  private static Value format(Arguments arguments) {
    OffsetDateTime time = time(arguments, 1);
    if (time == null) {
      return Evaluator.FAILED;
    }
    String spec = arguments.text(0);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < spec.length()) {
      char c = spec.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = quoted(spec, at, text);
        if (end < 0) {
          return arguments.fail(0, "a quoted part has no closing quote");
        }
      } else if (c < 128 && Character.isLetter(c)) {
        while (end < spec.length() && spec.charAt(end) == c) {
          end++;
        }
        String part = part(spec.substring(at, end), time);
        if (part == null) {
          return arguments.fail(
              0, "\"" + spec.substring(at, end) + "\" is not a known part of a date");
        }
        text.append(part);
      } else {
        text.append(c);
      }
      at = end;
    }
    return Value.of(text.toString());
  }

  /** Copies a quoted part, in which two quotes are one; answers where it ends, or -1. */
  private static int quoted(String spec, int open, StringBuilder text) {
    int at = open + 1;
    while (at < spec.length()) {
      if (spec.charAt(at) != '\'') {
        text.append(spec.charAt(at++));
      } else if (spec.startsWith("''", at)) {
        text.append('\'');
        at += 2;
      } else {
        return at + 1;
      }
    }
    return -1;
  }

  private static @Nullable String part(String verb, OffsetDateTime time) {
    return switch (verb) {
      case "YYYY" -> pattern("uuuu", time);
      case "YY" -> pattern("uu", time);
      case "MMMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "MMM" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "MM" -> pattern("MM", time);
      case "M" -> pattern("M", time);
      case "DD" -> pattern("dd", time);
      case "D" -> pattern("d", time);
      case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "EEE" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "hh" -> pattern("HH", time);
      case "h" -> pattern("H", time);
      case "HH" -> pattern("hh", time);
      case "H" -> pattern("h", time);
      case "AA" -> time.getHour() < 12 ? "AM" : "PM";
      case "aa" -> time.getHour() < 12 ? "am" : "pm";
      case "mm" -> pattern("mm", time);
      case "m" -> pattern("m", time);
      case "ss" -> pattern("ss", time);
      case "s" -> pattern("s", time);
      case "ZZZZZ" -> pattern("xxx", time);
      case "ZZZZ" -> pattern("xx", time);
      case "ZZZ" -> time.getOffset().getTotalSeconds() == 0 ? "UTC" : pattern("xx", time);
      case "Z" -> pattern("XXX", time);
      default -> null;
    };
  }

  private static String pattern(String pattern, OffsetDateTime time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
