package io.planform.spi.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static final Type ANY_LIST = Type.list(Type.DYNAMIC);

  @Test
  void primitivesConvertToTextAndBack() {
    assertEquals(Value.of("12.5"), convert(new Value.Num(new BigDecimal("12.50")), Type.STRING));
    assertEquals(Value.of("100000"), convert(new Value.Num(new BigDecimal("1e5")), Type.STRING));
    assertEquals(Value.of("true"), convert(Value.of(true), Type.STRING));
    assertEquals(Value.of(-3), convert(Value.of("-3"), Type.NUMBER));
    assertEquals(Value.of(false), convert(Value.of("0"), Type.BOOL));
  }

  @Test
  void refusesWhatIsNotANumberOrABool() {
    assertEquals("a number is required", reason(Value.of("twelve"), Type.NUMBER));
    assertEquals("a bool is required", reason(Value.of("True"), Type.BOOL));
    assertEquals("a bool is required, not number", reason(Value.of(1), Type.BOOL));
    assertEquals("a string is required, not list of string", reason(strings("a"), Type.STRING));
  }

  @Test
  void aNumberThatWouldFillTheMemoryIsRefused() {
    assertEquals("a number is required", reason(Value.of("1e999999999"), Type.NUMBER));
  }

  @Test
  void aTupleBecomesAListOfItsCommonType() {
    assertEquals(
        new Value.ListOf(Type.STRING, List.of(Value.of("1"), Value.of("a"))),
        convert(new Value.Tuple(List.of(Value.of(1), Value.of("a"))), ANY_LIST));
    assertEquals(
        "all elements must have the same type",
        reason(new Value.Tuple(List.of(Value.of(1), strings("a"))), ANY_LIST));
  }

  @Test
  void aSetIsSortedAndHasNoDuplicates() {
    assertEquals(
        List.of(Value.of("a"), Value.of("b")),
        ((Value.SetOf) convert(strings("b", "a", "b"), Type.set(Type.STRING))).values());
  }

  @Test
  void oneSensitiveElementMarksTheWholeSet() {
    Value tuple =
        new Value.Tuple(List.of(Value.of("a"), new Value.Marked(Value.of("b"), Marks.SENSITIVE)));
    assertEquals(
        new Value.Marked(convert(strings("a", "b"), Type.set(Type.STRING)), Marks.SENSITIVE),
        convert(tuple, Type.set(Type.STRING)));
  }

  @Test
  void anObjectLosesWhatTheTypeDoesNotNameAndGainsOptionalNulls() {
    SequencedMap<String, Type> attributes = new LinkedHashMap<>();
    attributes.put("name", Type.STRING);
    attributes.put("size", Type.NUMBER);
    Type type = new Type.ObjectType(attributes, new LinkedHashSet<>(Set.of("size")));
    Value converted = convert(object(Map.of("name", Value.of(1), "more", Value.of(2))), type);
    assertEquals(
        object(Map.of("name", Value.of("1"), "size", new Value.Null(Type.NUMBER))), converted);
    assertEquals("attribute \"name\" is required", reason(object(Map.of()), type));
  }

  @Test
  void theReasonNamesThePartThatDoesNotFit() {
    Value value = object(Map.of("ports", new Value.Tuple(List.of(Value.of(1), Value.of("x")))));
    Type type = new Type.ObjectType(Map.of("ports", Type.list(Type.NUMBER)));
    assertEquals("ports[1]: a number is required", reason(value, type));
  }

  @Test
  void marksNullsAndUnknownsSurvive() {
    assertEquals(
        new Value.Marked(Value.of("1"), Marks.SENSITIVE),
        convert(new Value.Marked(Value.of(1), Marks.SENSITIVE), Type.STRING));
    assertEquals(new Value.Null(Type.STRING), convert(new Value.Null(Type.DYNAMIC), Type.STRING));
    assertEquals(
        new Value.Unknown(Type.NUMBER), convert(new Value.Unknown(Type.STRING), Type.NUMBER));
    assertEquals(
        "a string is required, not list of any type",
        reason(new Value.Unknown(ANY_LIST), Type.STRING));
  }

  @Test
  void anElementOfUnknownTypeTakesThePrimitiveTypeOfTheOthers() {
    Value unknown = new Value.Unknown(Type.DYNAMIC);
    assertEquals(
        new Value.ListOf(Type.NUMBER, List.of(new Value.Unknown(Type.NUMBER), Value.of(1))),
        convert(new Value.Tuple(List.of(unknown, Value.of(1))), Type.list(Type.DYNAMIC)));
    assertInstanceOf(
        Conversion.Refused.class,
        Conversion.convert(
            new Value.Tuple(List.of(unknown, strings("a"))), Type.list(Type.DYNAMIC)));
  }

  @Test
  void unifiesObjectsOfDifferentNamesToAMap() {
    Type one = new Type.ObjectType(Map.of("a", Type.NUMBER));
    Type two = new Type.ObjectType(Map.of("b", Type.STRING));
    assertEquals(Type.map(Type.STRING), Unification.of(List.of(one, two)));
    assertNull(Unification.of(List.of(one, Type.STRING)));
    assertNull(Unification.of(List.of(Type.BOOL, Type.NUMBER)));
  }

  @Test
  void aPathMarksWhatItPassesThrough() {
    Value secret = new Value.Marked(object(Map.of("user", strings("a", "b"))), Marks.SENSITIVE);
    ValuePath path = ValuePath.of("login").attribute("user").index(1);
    assertEquals(
        new Value.Marked(Value.of("b"), Marks.SENSITIVE), path.in(object(Map.of("login", secret))));
    assertNull(path.in(object(Map.of())));
    assertTrue(path.in(object(Map.of("login", new Value.Unknown(Type.DYNAMIC)))).isUnknown());
  }

  private static Value convert(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  private static String reason(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value converted) -> "converted to " + converted;
      case Conversion.Refused refused -> refused.message();
    };
  }

  private static Value strings(String... texts) {
    return Value.ofStrings(List.of(texts));
  }

  private static Value object(Map<String, Value> values) {
    return new Value.Obj(new LinkedHashMap<>(values));
  }
}
