package io.planform.planner.manifest.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a local value written in YAML is, as the expression of HCL that has the same value. */
class YamlValuesTest {
  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Resolved resolve(Reference reference, Diagnostics diagnostics) {
          return new Resolved(Value.of(5), 1);
        }

        @Override
        public Path baseDirectory() {
          return Path.of("");
        }
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x: text | \"text\"",
        "x: 012 | 12",
        "x: 0o14 | 12",
        "x: 0x1F | 31",
        "x: 1e3 | 1000",
        "x: +1.50 | 1.5",
        "x: .5 | 0.5",
        "x: 1_000 | \"1_000\"",
        "x: 2001-12-14 | \"2001-12-14\"",
        "x: no | \"no\"",
        "x: True | true",
        "x: 'true' | \"true\"",
        "x: ~ | null",
        "x: | null",
        "x: \"\" | \"\"",
        "x: &a 1 | 1",
        "x: &a 'a b' | \"a b\"",
        "x: [&a 1, *a, &b [2], *b] | [1, 1, [2], [2]]",
        "x: {<<: {a: 1, b: 2}, b: 3} | {a = 1, b = 3}",
        "x: {<<: [{a: 1}, {a: 2, b: 2}]} | {a = 1, b = 2}",
        "x: {'<<': 1} | {\"<<\" = 1}",
        "x: ${var.v} | 5",
        "x: '${var.v}' | 5",
        "x: ${ [1, var.v] } | [1, 5]",
        "x: a ${var.v} b | \"a 5 b\"",
        "x: a$${var.v} | \"a$${var.v}\"",
        "x: '%{ if true }yes%{ endif }' | \"yes\"",
        "x: {'k${var.v}': 1} | {k5 = 1}",
        "x: {1: a, true: b, null: c} | {\"1\" = \"a\", \"true\" = \"b\", \"null\" = \"c\"}",
        "x: \"a\\tb\\u00e9\" | \"a\\tbé\"",
        "x: 'it''s' | \"it's\"",
        "x: \"${upper(\\\"a\\\")}\" | \"A\"",
      })
  void aLocalValueIs(String yaml, String hcl) {
    assertEquals(evaluate(ExpressionParser.parse(hcl, (a, b) -> null, none())), local(yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x: !/  one/  ${var.v}/ | \"one\\n5\\n\"",
        "x: !-/  one/    two/ | \"one\\n  two\"",
        "x: >-/  one/  two//  three/ | \"one two\\nthree\"",
        "x: >/  one/  ${/  var.v/  }/ | \"one 5\\n\"",
        "x: !-/  ${[/    for a in [1, 2] : a # each/  ]}/ | [1, 2]",
        "x: one/  two | \"one two\"",
      })
  void aLocalValueOfSeveralLinesIs(String yaml, String hcl) {
    assertEquals(
        evaluate(ExpressionParser.parse(hcl, (a, b) -> null, none())),
        local(yaml.replace('/', '\n').replace('!', '|')));
  }

  private static Value local(String yaml) {
    Diagnostics diagnostics = none();
    String indented = yaml.lines().map(line -> "  " + line + "\n").reduce("", String::concat);
    Body file = YamlFile.parse(new SourceText("f", "locals:\n" + indented), diagnostics);
    Body.Argument argument = file.blocks().getFirst().body().arguments().get("x");
    assertFalse(diagnostics.hasErrors(), () -> diagnostics.toList().toString());
    return evaluate(argument.expression());
  }

  private static Value evaluate(Expression expression) {
    Diagnostics diagnostics = none();
    Value value = expression.evaluate(SCOPE, diagnostics);
    assertFalse(diagnostics.hasErrors(), () -> diagnostics.toList().toString());
    return value;
  }

  private static Diagnostics none() {
    return new Diagnostics();
  }
}
