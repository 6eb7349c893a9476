package io.planform.planner.lang.function;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of {@code formatdate}: runs of a letter are parts, quoted text stands for itself. */
final class DateFormat {
  private DateFormat() {}

  sealed interface Result {}

  record Formatted(String text) implements Result {}

  record Unsuitable(String reason) implements Result {}

  static Result format(String format, OffsetDateTime time) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = quoted(format, at, text);
        if (end < 0) {
          return new Unsuitable("unterminated literal '");
        }
      } else if (isLetter(c)) {
        while (end < format.length() && format.charAt(end) == c) {
          end++;
        }
        String verb = format.substring(at, end);
        String part = part(verb, time);
        if (part == null) {
          return new Unsuitable("invalid date format verb \"" + verb + "\"" + hint(c));
        }
        text.append(part);
      } else {
        text.append(c);
      }
      at = end;
    }
    return new Formatted(text.toString());
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Copies a quoted part, in which two quotes are one; answers where it ends, or -1. */
  private static int quoted(String format, int open, StringBuilder text) {
    if (format.startsWith("''", open)) {
      text.append('\'');
      return open + 2;
    }
    int at = open + 1;
    while (at < format.length()) {
      if (format.charAt(at) != '\'') {
        text.append(format.charAt(at++));
      } else if (format.startsWith("''", at)) {
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
      case "MMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "MM" -> pattern("MM", time);
      case "M" -> pattern("M", time);
      case "DD" -> pattern("dd", time);
      case "D" -> pattern("d", time);
      case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "EEE" ->
          time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
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

  private static String hint(char letter) {
    return switch (letter) {
      case 'Y' -> ": year must either be \"YY\" or \"YYYY\"";
      case 'M' -> ": month must be \"M\", \"MM\", \"MMM\", or \"MMMM\"";
      case 'D' -> ": day of month must either be \"D\" or \"DD\"";
      case 'E' -> ": day of week must either be \"EEE\" or \"EEEE\"";
      case 'h' -> ": 24-hour must either be \"h\" or \"hh\"";
      case 'H' -> ": 12-hour must either be \"H\" or \"HH\"";
      case 'A', 'a' -> ": must be \"" + letter + letter + "\"";
      case 'm' -> ": minute must either be \"m\" or \"mm\"";
      case 's' -> ": second must either be \"s\" or \"ss\"";
      case 'Z' -> ": timezone must be Z, ZZZ, ZZZZ, or ZZZZZ";
      default -> "";
    };
  }

  private static String pattern(String pattern, OffsetDateTime time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
