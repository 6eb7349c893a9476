package io.planform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how long things take beside how long they should. Nothing fails for being slow: machines
 * differ, and busy ones lie.
 */
class Benchmark {
  private static final int EXPRESSIONS = 1_000_000;
  private static final int INSTANCES = 5_000;

  @TempDir Path directory;

  /** Work to measure. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  @Test
  void all() throws IOException {
    row("what", "seconds", "should be");
    // The first one also pays for the start of everything.
    double ten = validated(10_000);
    row("10,000 blocks, validated, at once after the start", ten, "<= 1 s");
    double hundred = validated(100_000);
    row("100,000 blocks, validated", hundred, "<= 8 s");
    double least = validated(6_250);
    double middle = validated(25_000);
    row("4 times as many take so many times as long (6,250)", middle / least, "about 4");
    row("4 times as many take so many times as long (25,000)", hundred / middle, "about 4");
    evaluated();
    row("1,000,000 expressions, evaluated, warm", evaluated(), "<= 2 s");
    planned();
  }

  private double validated(int blocks) throws IOException {
    Project project = Project.of(directory, Project.functions(blocks));
    return seconds(project::validate);
  }

  private void planned() throws IOException {
    Project blocks = Project.of(directory, Project.nullBlocks(INSTANCES));
    Project instances = Project.of(directory, Project.nullInstances(INSTANCES / 1_000));
    assertEquals(INSTANCES, blocks.plan());
    assertEquals(INSTANCES, instances.plan());
    double ofBlocks = seconds(blocks::plan);
    double ofInstances = seconds(instances::plan);
    row("5,000 blocks, planned", ofBlocks, "");
    row("for_each with 5,000 keys, planned", ofInstances, "");
    row("for_each beside blocks", ofInstances / ofBlocks, "<= 1");
  }

  private static double evaluated() throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    String text = "\"${var.name}-${1 + 2 * 3}\"";
    Expression expression =
        ExpressionParser.parse(text, new SourceText("bench", text), diagnostics);
    Named scope = new Named(Value.of("x"));
    assertEquals(Value.of("x-7"), expression.evaluate(scope, diagnostics));
    return seconds(
        () -> {
          for (int i = 0; i < EXPRESSIONS; i++) {
            Value _ = expression.evaluate(scope, diagnostics);
          }
        });
  }

  /** Knows {@code var.name} alone. */
  private record Named(Value value) implements Scope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      return new Resolved(value, 1);
    }

    @Override
    public Path baseDirectory() {
      return Path.of("");
    }
  }

  private static double seconds(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void row(String what, double number, String goal) {
    row(what, "%.2f".formatted(number), goal);
  }

  private static void row(String what, String number, String goal) {
    System.out.printf("%-52s %8s   %s%n", what, number, goal);
  }
}
