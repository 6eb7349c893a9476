package io.planform.utility.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.ProviderFunction.Result;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFunctionsTest {

  private static Result call(String function, Value argument) {
    ProviderFunction it = TimeFunctions.all().get(function);
    Result result = it.body().call(List.of(argument));
    if (result instanceof Result.Returned(Value value)) {
      assertEquals(it.result(), value.type());
    }
    return result;
  }

  private static Map<String, Value> parts(String function, Value argument) {
    return assertInstanceOf(Result.Returned.class, call(function, argument)).value().entries();
  }

  @Test
  void tellsThePartsOfATime() {
    Map<String, Value> parts = parts("rfc3339_parse", Value.of("2027-01-03T23:43:16-02:00"));
    assertEquals(
        "2027 3 3 1 January 0 Sunday 23 43 16 1799026996 2026 53",
        String.join(" ", parts.values().stream().map(TimeFunctionsTest::shown).toList()));
    assertEquals(
        Value.of("Friday"),
        parts("unix_timestamp_parse", Value.of(1690588799)).get("weekday_name"));
    assertEquals(Value.of(23), parts("unix_timestamp_parse", Value.of(1690588799)).get("hour"));
  }

  private static String shown(Value value) {
    return value instanceof Value.Num(BigDecimal number)
        ? number.toPlainString()
        : ((Value.Str) value).value();
  }

  @ParameterizedTest
  @CsvSource({
    "1h, 1, 60, 3600, 3600000, 3600000000, 3600000000000",
    "1h30m, 1.5, 90, 5400, 5400000, 5400000000, 5400000000000",
    "-1.5s, -0.0004166666666666667, -0.025, -1.5, -1500, -1500000, -1500000000",
    "0, 0, 0, 0, 0, 0, 0",
    ".5ms, 1.3888888888888888E-7, 0.000008333333333333334, 0.0005, 0, 500, 500000"
  })
  void tellsThePartsOfADuration(
      String text,
      BigDecimal hours,
      BigDecimal minutes,
      BigDecimal seconds,
      long millis,
      long micros,
      long nanos) {
    Map<String, Value> parts = parts("duration_parse", Value.of(text));
    assertEquals(new Value.Num(hours), parts.get("hours"));
    assertEquals(new Value.Num(minutes), parts.get("minutes"));
    assertEquals(new Value.Num(seconds), parts.get("seconds"));
    assertEquals(Value.of(millis), parts.get("milliseconds"));
    assertEquals(Value.of(micros), parts.get("microseconds"));
    assertEquals(Value.of(nanos), parts.get("nanoseconds"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "h", "1d", "1h 1m", "1.h.", "9999999999h"})
  void refusesWhatIsNoDuration(String text) {
    assertInstanceOf(Result.Refused.class, call("duration_parse", Value.of(text)));
  }

  @Test
  void refusesWhatIsNoTime() {
    assertInstanceOf(Result.Refused.class, call("rfc3339_parse", Value.of("2027-02-30T00:00:00Z")));
    Value fraction = new Value.Num(new BigDecimal("1.5"));
    assertInstanceOf(Result.Refused.class, call("unix_timestamp_parse", fraction));
  }
}
