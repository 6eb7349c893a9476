package io.planform.planner.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every text. The generator's seeds are fixed: a failure can be run again. */
class SyntaxPropertiesTest {
  private static final List<String> PIECES =
      List.of(
          "a", "b1", "1", "2.5", "1e3", " ", "\n", "\r\n", "\t", "\"", "${", "%{", "}", "{", "(",
          ")", "[", "]", "~", "if ", "for ", "in ", "else", "endif", "endfor", "=", "=>", "==", "+",
          "-", "*", "/", ".", "...", ",", ":", "::", "?", "&&", "||", "!", "<<EOT\n", "EOT\n",
          "<<-X\n", "  X\n", "#c\n", "/*", "*/", "//", "\\", "\\n", "\\u00", "é", "😀", "\u0000",
          "'", "$${", "true", "null", ".*", "[*]", "upper(", "x.y", "\"k\" ");

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @Test
  void theTokensOfAnyTextAreTheText() {
    for (int seed = 0; seed < 3000; seed++) {
      String text = text(new Random(seed), seed % 60);
      SourceText source = new SourceText("f", text);
      for (Tokens tokens :
          List.of(
              Scanner.scan(text, source, new Diagnostics()),
              Scanner.scanTemplate(text, source, new Diagnostics()))) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < tokens.count(); i++) {
          joined.append(tokens.text(i));
        }
        assertEquals(text, joined.toString(), "seed " + seed);
      }
    }
  }

  @Test
  void anyTextIsEvaluatedOrRefusedWithinItsRange() {
    for (int seed = 0; seed < 5000; seed++) {
      String text = text(new Random(seed), 1 + seed % 40);
      SourceText source = new SourceText("f", text);
      Diagnostics diagnostics = new Diagnostics();
      Expression expression =
          seed % 2 == 0
              ? ExpressionParser.parse(text, source, diagnostics)
              : ExpressionParser.parseTemplate(text, source, diagnostics);
      expression.evaluate(new SampleScope(), diagnostics);
      int length = text.length();
      int number = seed;
      diagnostics
          .toList()
          .forEach(
              one -> {
                int start = one.range().start().offset();
                int end = one.range().end().offset();
                assertTrue(0 <= start && start <= end && end <= length, "seed " + number);
              });
    }
  }

  @Test
  void operatorsBindAsTheReferenceSays() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      String bracketed = sum(random, text, 0);
      assertEquals(value(bracketed), value(text.toString()), text.toString());
    }
  }

  /** Appends a random expression without brackets; answers the same with all brackets. */
  private static String sum(Random random, StringBuilder text, int level) {
    List<List<String>> levels = List.of(List.of("==", "!="), List.of("+", "-"), List.of("*", "%"));
    if (level == levels.size()) {
      String number = (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(9));
      text.append(number);
      return "(" + number + ")";
    }
    String left = sum(random, text, level + 1);
    int more = level == 0 ? random.nextInt(2) : random.nextInt(3);
    for (int i = 0; i < more; i++) {
      String operator = levels.get(level).get(random.nextInt(levels.get(level).size()));
      text.append(' ').append(operator).append(' ');
      left = "(" + left + operator + sum(random, text, level + 1) + ")";
    }
    return left;
  }

  private static Value value(String text) {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("f", text);
    Value value =
        ExpressionParser.parse(text, source, diagnostics).evaluate(new SampleScope(), diagnostics);
    assertFalse(diagnostics.hasErrors(), () -> text + ": " + diagnostics.toList());
    return value;
  }

  @Test
  void endlessNestingIsRefusedAndLongChainsAreNot() {
    for (String open : List.of("(", "[", "{a=", "\"${", "-", "!", "f(", "a ? 1 : ", "%{if a}")) {
      String text = open.repeat(100_000);
      Diagnostics diagnostics = new Diagnostics();
      SourceText source = new SourceText("f", text);
      ExpressionParser.parse(text, source, diagnostics).evaluate(new SampleScope(), diagnostics);
      ExpressionParser.parseTemplate(text, source, diagnostics);
      assertTrue(diagnostics.hasErrors(), open);
    }
    assertEquals(Value.of(100_001), value("1" + " + 1".repeat(100_000)));
  }
}
