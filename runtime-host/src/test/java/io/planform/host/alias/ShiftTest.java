package io.planform.host.alias;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 99, 100})
  void aWeightIsItsShareOfAllThrows(int percent) {
    Shift weight = new Shift.Weight("v2", percent);
    long taken = IntStream.range(0, 100).filter(die -> weight.takes(Map.of(), () -> die)).count();
    assertEquals(percent, taken);
  }
}
