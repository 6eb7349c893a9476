package io.planform.functiongraph.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.planform.functiongraph.schedule.TimerSchedule.Parsed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Cron expressions beside a reading of the guide's section 7.8 that tries every date and time. */
class CronOracleTest {
  /** One field: its text, and the values it stands for. */
  record Field(String text, Set<Integer> values) {}

  record Expression(Field second, Field minute, Field hour, Field day, Field month, Field weekday) {
    String text() {
      return String.join(
          " ", second.text(), minute.text(), hour.text(), day.text(), month.text(), weekday.text());
    }

    boolean onDate(LocalDate date) {
      int weekdayNumber = date.getDayOfWeek().getValue() % 7;
      return month.values().contains(date.getMonthValue())
          && day.values().contains(date.getDayOfMonth())
          && weekday.values().contains(weekdayNumber);
    }

    Instant next(Instant after) {
      LocalDate date = LocalDate.ofInstant(after, ZoneOffset.UTC);
      while (true) {
        if (onDate(date)) {
          for (int h : hour.values()) {
            for (int m : minute.values()) {
              for (int s : second.values()) {
                Instant at = date.atTime(LocalTime.of(h, m, s)).toInstant(ZoneOffset.UTC);
                if (at.isAfter(after)) {
                  return at;
                }
              }
            }
          }
        }
        date = date.plusDays(1);
      }
    }
  }

  private static Set<Integer> range(int from, int to, int step) {
    Set<Integer> values = new TreeSet<>();
    for (int value = from; value <= to; value += step) {
      values.add(value);
    }
    return values;
  }

  private static Arbitrary<Field> field(int least, int most) {
    return field(least, most, most);
  }

  /**
   * @param most of the values that are named
   * @param end of those that the field can have
   */
  private static Arbitrary<Field> field(int least, int most, int end) {
    Arbitrary<Integer> value = Arbitraries.integers().between(least, most);
    Arbitrary<Integer> step = Arbitraries.integers().between(1, Math.max(1, most - least));
    Arbitrary<Field> all = Arbitraries.just(new Field("*", range(least, end, 1)));
    Arbitrary<Field> one = value.map(v -> new Field(v.toString(), Set.of(v)));
    Arbitrary<Field> list =
        value
            .set()
            .ofMinSize(2)
            .ofMaxSize(4)
            .map(
                values ->
                    new Field(
                        String.join(",", values.stream().map(String::valueOf).toList()),
                        new TreeSet<>(values)));
    Arbitrary<Field> span =
        Combinators.combine(value, value)
            .as(
                (a, b) ->
                    new Field(
                        Math.min(a, b) + "-" + Math.max(a, b),
                        range(Math.min(a, b), Math.max(a, b), 1)));
    Arbitrary<Field> from =
        Combinators.combine(value, step)
            .as((start, by) -> new Field(start + "/" + by, range(start, end, by)));
    Arbitrary<Field> every = step.map(by -> new Field("*/" + by, range(least, end, by)));
    return Arbitraries.oneOf(all, one, list, span, from, every);
  }

  private static Arbitrary<Field> names(List<String> names, int first) {
    return Arbitraries.integers()
        .between(0, names.size() - 1)
        .map(i -> new Field(names.get(i), Set.of(first + i)));
  }

  /** The guide lets one of day and day of week be restricted, not both. */
  @Provide
  Arbitrary<Expression> expressions() {
    Field days = new Field("?", range(1, 31, 1));
    Field weekdays = new Field("?", range(0, 6, 1));
    Arbitrary<Field> months =
        Arbitraries.oneOf(field(1, 12), names(List.of("Jan", "FEB", "mar", "Apr"), 1));
    Arbitrary<Field> someWeekdays =
        Arbitraries.oneOf(field(0, 6), names(List.of("Sun", "MON", "tue", "Wed"), 0));
    Arbitrary<Expression> byDay =
        Combinators.combine(field(0, 59), field(0, 59), field(0, 23), field(1, 28, 31), months)
            .as((s, m, h, d, month) -> new Expression(s, m, h, d, month, weekdays));
    Arbitrary<Expression> byWeekday =
        Combinators.combine(field(0, 59), field(0, 59), field(0, 23), months, someWeekdays)
            .as((s, m, h, month, w) -> new Expression(s, m, h, days, month, w));
    return Arbitraries.oneOf(byDay, byWeekday);
  }

  @Property(tries = 600)
  void firesWhenTheGuideSays(
      @ForAll("expressions") Expression expression, @ForAll("starts") Instant start) {
    TimerSchedule schedule =
        assertInstanceOf(Parsed.Valid.class, TimerSchedule.parse("Cron", expression.text()))
            .schedule();
    Instant last = start;
    for (int i = 0; i < 4; i++) {
      Instant expected = expression.next(last);
      assertEquals(
          expected, schedule.next(last).orElseThrow(), expression.text() + " after " + last);
      last = expected;
    }
  }

  @Provide
  Arbitrary<Instant> starts() {
    long from = Instant.parse("2023-01-01T00:00:00Z").getEpochSecond();
    return Arbitraries.longs().between(from, from + 6L * 366 * 86400).map(Instant::ofEpochSecond);
  }
}
