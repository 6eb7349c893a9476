package io.planform.planner.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterCasesTest {

  @TestFactory
  Stream<DynamicTest> textsAreLaidOutAsTerraformDoes() {
    return FormatCases.all().stream()
        .flatMap(file -> file.cases().stream())
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> assertEquals(one.formatted(), format(one.source()))));
  }

  @Test
  void keepsTheLineEndsOfWindows() {
    assertEquals("a  = 1\r\nbb = 2 # c\r\n", format("a=1\r\nbb=2 # c\r\n"));
  }

  @Test
  void dropsAByteOrderMark() {
    assertEquals("a = 1\n", format("\uFEFFa=1\n"));
  }

  @Test
  void neitherAddsNorDropsTheEndOfTheLastLine() {
    assertEquals("a = 1", format("a=1"));
    assertEquals("a = 1 # c", format("a=1# c"));
  }

  @Test
  void unindentedBlocksInABlockAreNotTakenForTheNext() {
    assertEquals(
        "check \"a\" {\n  data \"b\" \"c\" {\n  }\n}\n",
        format("check \"a\" {\ndata \"b\" \"c\" {\n}\n}\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = ", "a {", "a = 1\na = 2", "a = \"x", "}"})
  void refusesTextsWithSyntaxErrors(String text) {
    Diagnostics diagnostics = new Diagnostics();

    assertNull(Formatter.format(new SourceText("main.tf", text), diagnostics));
    assertTrue(diagnostics.hasErrors());
  }

  static String format(String text) {
    Diagnostics diagnostics = new Diagnostics();
    String formatted = Formatter.format(new SourceText("main.tf", text), diagnostics);
    return formatted == null ? diagnostics.toList().toString() : formatted;
  }
}
