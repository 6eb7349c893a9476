package io.planform.utility.time;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as attributes. */
final class Moment {
  static final List<String> PARTS =
      List.of("day", "hour", "minute", "month", "second", "unix", "year");

  /** From coarse to fine: years and months first, so that the end of a month counts once. */
  static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.YEARS,
          ChronoUnit.MONTHS,
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS);

  private Moment() {}

  static Declaration.Builder declaration(String triggersMeaning) {
    return Declaration.builder()
        .optional("triggers", Type.map(Type.STRING), triggersMeaning)
        .replaces();
  }

  static Declaration.Builder declareParts(Declaration.Builder builder) {
    PARTS.forEach(part -> builder.computed(part, Type.NUMBER, "Of the time, in UTC."));
    return builder;
  }

  static OffsetDateTime now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }

  /** Null if it is not as RFC 3339 says. */
  static @Nullable OffsetDateTime parse(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }

  static String text(OffsetDateTime time) {
    return time.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  static Value.Obj withParts(Value.Obj object, OffsetDateTime time) {
    return object
        .with("day", Value.of(time.getDayOfMonth()))
        .with("hour", Value.of(time.getHour()))
        .with("minute", Value.of(time.getMinute()))
        .with("month", Value.of(time.getMonthValue()))
        .with("second", Value.of(time.getSecond()))
        .with("unix", Value.of(time.toEpochSecond()))
        .with("year", Value.of(time.getYear()));
  }

  static Value.Obj withoutParts(Value.Obj object) {
    Value.Obj unknown = object;
    for (String part : PARTS) {
      unknown = unknown.with(part, Declaration.unknown(Type.NUMBER));
    }
    return unknown;
  }

  static String name(ChronoUnit unit) {
    return unit.toString().toLowerCase(Locale.ROOT);
  }

  /** A time moved by the arguments {@code PREFIX_years} to {@code PREFIX_seconds}. */
  static OffsetDateTime moved(OffsetDateTime base, String prefix, Arguments arguments) {
    OffsetDateTime time = base;
    for (ChronoUnit unit : UNITS) {
      time = time.plus(arguments.whole(prefix + name(unit)), unit);
    }
    return time;
  }

  static void check(String attribute, Arguments arguments, Checks checks) {
    String text = arguments.text(attribute);
    if (text != null && parse(text) == null) {
      checks.add(
          attribute,
          "Invalid time",
          "\"" + attribute + "\" must be a time of RFC 3339, such as 2026-01-31T12:00:00Z.");
    }
  }
}
