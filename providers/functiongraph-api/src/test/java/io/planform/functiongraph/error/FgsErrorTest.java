package io.planform.functiongraph.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FgsErrorTest {
  @ParameterizedTest
  @CsvSource({
    "FSS.0400, 400, Invalid parameter",
    "FSS.1051, 404, The function does not exist",
    "FSS.1116, 400, Kafka instance configuration error. Please check the username and password",
    "FSS.1417, 400, Invalid APIG Exclusive trigger parameters",
  })
  void isFoundByItsCode(String code, int status, String message) {
    FgsError error = FgsError.ofCode(code).orElseThrow();
    assertEquals(status, error.httpStatus());
    assertEquals(message, error.message());
    assertEquals(code, error.code());
  }

  @Test
  void holdsTheWholePublishedList() {
    assertEquals(163, FgsError.values().length);
    assertTrue(FgsError.ofCode("FSS.9999").isEmpty());
  }
}
