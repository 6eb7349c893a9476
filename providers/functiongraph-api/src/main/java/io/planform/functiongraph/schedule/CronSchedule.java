package io.planform.functiongraph.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [CRON_TZ=Area/City ]seconds minutes hours day-of-month month [day-of-week]}; in UTC where
 * no zone is named.
 */
record CronSchedule(ExecutionTime times, ZoneId zone) implements TimerSchedule {
  private static final Pattern ZONE = Pattern.compile("CRON_TZ=(\\S+)\\s+(.*)");

  /** From then on every date comes within the years that are searched. */
  private static final Instant LONG_AGO = Instant.parse("2023-03-01T00:00:00Z");

  private static final CronDefinition FIELDS =
      CronDefinitionBuilder.defineCron()
          .withSeconds()
          .withStrictRange()
          .and()
          .withMinutes()
          .withStrictRange()
          .and()
          .withHours()
          .withStrictRange()
          .and()
          .withDayOfMonth()
          .supportsQuestionMark()
          .withStrictRange()
          .and()
          .withMonth()
          .withStrictRange()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 6)
          .withMondayDoWValue(1)
          .supportsQuestionMark()
          .withStrictRange()
          .and()
          .instance();

  static Parsed parse(String text) {
    Matcher zoned = ZONE.matcher(text.strip());
    String fields = zoned.matches() ? zoned.group(2).strip() : text.strip();
    ZoneId zone;
    try {
      zone = zoned.matches() ? ZoneId.of(zoned.group(1)) : ZoneOffset.UTC;
    } catch (DateTimeException e) {
      return new Parsed.Invalid("There is no time zone \"%s\".".formatted(zoned.group(1)));
    }
    String[] parts = fields.split("\\s+", -1);
    if (parts.length != 5 && parts.length != 6) {
      return new Parsed.Invalid(
          "A cron expression has 6 fields, seconds first, or 5 without a day of week; this one has"
              + " %d.".formatted(parts.length));
    }
    String complete = parts.length == 5 ? fields + " *" : fields;
    try {
      Cron cron = new CronParser(FIELDS).parse(complete).validate();
      CronSchedule schedule = new CronSchedule(ExecutionTime.forCron(cron), zone);
      return schedule.next(LONG_AGO).isPresent()
          ? new Parsed.Valid(schedule)
          : new Parsed.Invalid("\"%s\" never comes: there is no such date.".formatted(fields));
    } catch (IllegalArgumentException e) {
      return new Parsed.Invalid(
          "\"%s\" is not a cron expression: %s".formatted(fields, sentence(e)));
    }
  }

  private static String sentence(IllegalArgumentException e) {
    String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return message == null ? "it cannot be read." : message.strip();
  }

  @Override
  public Instant latest(Instant due, Instant now) {
    return now;
  }

  @Override
  public Optional<Instant> previous(Instant at) {
    Instant after = at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return times.lastExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
  }
}
