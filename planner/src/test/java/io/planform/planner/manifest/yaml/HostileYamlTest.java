package io.planform.planner.manifest.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.config.Body;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that are made to hurt. What takes too long here does not end. */
class HostileYamlTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Body parse(String text) {
    return YamlFile.parse(new SourceText("f", text), diagnostics);
  }

  private void assertRefused(String summary) {
    assertEquals(
        summary,
        diagnostics.toList().stream()
            .map(Diagnostic::summary)
            .distinct()
            .reduce("", String::concat));
  }

  @Test
  void refusesBracketsNestedTooDeeply() {
    parse("locals: { a: " + "[".repeat(100_000));
    assertRefused("Nested too deeply");
  }

  @Test
  void refusesBracesNestedTooDeeply() {
    parse("locals: " + "{ a: ".repeat(100_000));
    assertRefused("Nested too deeply");
  }

  @Test
  void refusesSequencesNestedTooDeeply() {
    parse("locals:\n  a:\n    " + "- ".repeat(100_000) + "x");
    assertRefused("Nested too deeply");
  }

  @Test
  void refusesAliasesThatStandForTooMuch() {
    StringBuilder bomb = new StringBuilder("x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("x-%d: &a%d [".formatted(i, i));
      bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
    }
    parse(bomb.toString());
    assertRefused("Too many YAML aliases");
  }

  @Test
  void refusesMergesThatStandForTooMuch() {
    StringBuilder bomb = new StringBuilder("x-0: &a0 { a: 1, b: 2 }\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("x-%d: &a%d { b%d: *a%d, c%d: *a%d }\n".formatted(i, i, i, i - 1, i, i - 1));
    }
    parse(bomb.toString());
    assertRefused("Too many YAML aliases");
  }

  @Test
  void refusesAliasesThatNestTooDeeply() {
    StringBuilder chain = new StringBuilder("x-0: &a0 [1]\n");
    for (int i = 1; i < 10_000; i++) {
      chain.append("x-%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    parse(chain.toString());
    assertRefused("Nested too deeply");
  }

  @Test
  void readsOneVeryLongLine() {
    Body body = parse("locals: { a: \"" + "é😀 x".repeat(2_000_000) + "\", b: 1 }");
    assertFalse(diagnostics.hasErrors());
    assertEquals(2, body.blocks().getFirst().body().arguments().size());
  }

  @Test
  void refusesAVeryLongWord() {
    parse("locals: { a: \"" + "x".repeat(50_000_000) + "\", b: 1 }");
    assertRefused("Text too long");
  }

  @Test
  void refusesAVeryLongLineOfNothing() {
    parse("\0".repeat(10_000_000));
    assertRefused("Invalid character");
  }

  @Test
  void readsManyFunctions() {
    StringBuilder file = new StringBuilder("functions:\n");
    IntStream.range(0, 10_000)
        .forEach(
            i ->
                file.append("  f")
                    .append(i)
                    .append(":\n    runtime: Node.js18.15\n    handler: index.handler\n")
                    .append("    environment: { A: \"${var.a}\" }\n")
                    .append("    triggers: { t: { type: timer, rate: 1m } }\n"));
    Body body = parse(file.toString());
    assertFalse(diagnostics.hasErrors());
    assertEquals(20_000, body.blocks().size());
  }

  @Test
  void everyProblemHasAPlace() {
    parse("a: b\n\tc");
    assertTrue(diagnostics.toList().stream().allMatch(one -> one.range() != null));
  }
}
