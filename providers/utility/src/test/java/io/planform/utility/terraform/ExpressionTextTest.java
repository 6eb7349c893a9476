package io.planform.utility.terraform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** The expected texts were made by the functions of Terraform 1.11.4. */
class ExpressionTextTest {
  private static final Value ONE = Value.of(1);
  private static final Value TWO = Value.of(2);

  private static Value.Obj object(Object... pairs) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return new Value.Obj(values);
  }

  private static Value tuple(Value... values) {
    return new Value.Tuple(List.of(values));
  }

  @Test
  void simpleValues() {
    assertEquals("1.5", ExpressionText.of(new Value.Num(new BigDecimal("1.5"))));
    assertEquals("true", ExpressionText.of(Value.of(true)));
    assertEquals("1" + "0".repeat(100), ExpressionText.of(new Value.Num(new BigDecimal("1e100"))));
    assertEquals("[[], {}]", ExpressionText.of(tuple(tuple(), object())));
    assertEquals(
        "[\"a\", \"b\"]",
        ExpressionText.of(new Value.SetOf(Type.STRING, List.of(Value.of("b"), Value.of("a")))));
  }

  @Test
  void texts() {
    assertEquals(
        "\"a\\n$${x}%%{y}\\\"\\\\é\\u0001\\t\"",
        ExpressionText.of(Value.of("a\n${x}%{y}\"\\é\u0001\t")));
    assertEquals("\"\\u200b😀é\\u00a0\"", ExpressionText.of(Value.of("\u200b😀é\u00a0")));
  }

  @Test
  void objects() {
    assertEquals(
        """
        {
          a     = 1
          "b c" = [1, true, null]
          c     = {}
          d     = []
        }""",
        ExpressionText.of(
            object(
                "a", ONE,
                "b c", tuple(ONE, Value.of(true), new Value.Null(Type.DYNAMIC)),
                "c", object(),
                "d", tuple())));
    assertEquals(
        """
        {
          "1a"  = 1
          a-b   = 1
          "a.b" = 1
          for   = 1
          null  = 1
          é     = 1
        }""",
        ExpressionText.of(
            object("null", ONE, "for", ONE, "a-b", ONE, "1a", ONE, "é", ONE, "a.b", ONE)));
  }

  @Test
  void nestedObjects() {
    assertEquals(
        """
        [{
          a = 1
          }, {
          b = 2
        }]""",
        ExpressionText.of(tuple(object("a", ONE), object("b", TWO))));
    assertEquals(
        """
        {
          a = {
            b = {
              c  = 1
              dd = 2
            }
          }
          bbb = [{
            x = [{
              y = 1
            }]
          }]
          cc  = 2
          ddd = 1
        }""",
        ExpressionText.of(
            object(
                "a",
                object("b", object("c", ONE, "dd", TWO)),
                "bbb",
                tuple(object("x", tuple(object("y", ONE)))),
                "cc",
                TWO,
                "ddd",
                ONE)));
  }

  @Test
  void variables() {
    assertEquals("", ExpressionText.assignments(Map.of()));
    assertEquals(
        """
        a = 1
        c = [1, {
          d = 2
        }]
        e = null
        long_name = {
          x = 1
        }
        """,
        ExpressionText.assignments(
            Map.of(
                "a",
                ONE,
                "c",
                tuple(ONE, object("d", TWO)),
                "e",
                new Value.Null(Type.DYNAMIC),
                "long_name",
                object("x", ONE))));
  }
}
