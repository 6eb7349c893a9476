package io.planform.planner.manifest;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.graph.ConfigurationGraph;
import io.planform.planner.lang.SourceText;
import io.planform.planner.render.DiagnosticRenderer;
import io.planform.planner.render.text.Palette;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;

/**
 * Directories of manifests with errors nobody thought of: the files of all other tests, cut and put
 * together at random. Whatever they hold, they are read or refused, and nothing is thrown. {@code
 * -Dfuzz.minutes=10} goes on for so long with ever new ones.
 */
class ManifestFuzzTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final int LONGEST_FILE = 20_000;

  private static final List<String> PIECES =
      List.of(
          "\n",
          " ",
          "\"",
          "'",
          "${",
          "%{",
          "}",
          "{",
          "(",
          ")",
          "[",
          "]",
          "<<E\n",
          "E\n",
          "=",
          ":",
          ",",
          ".",
          "...",
          "\\",
          "#",
          "/*",
          "*/",
          "~",
          "- ",
          "&a ",
          "*a",
          "<<: ",
          "|\n",
          "---\n",
          "\t",
          "\r\n",
          "\0",
          "\uFEFF",
          "é",
          "😀",
          "\uD83D",
          "1e999",
          "null",
          "for",
          "if",
          "in",
          "dynamic",
          "each.value",
          "count.index",
          "self",
          "module",
          "moved",
          "import",
          "locals {");

  private final Map<String, List<String>> samples =
      Map.of(
          "main.tf", samples(".tf", ".txt"),
          "main.tf.json", samples(".json"),
          "main.planform.yaml", samples(".yaml"));

  private static List<String> samples(String... endings) {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .filter(Files::isRegularFile)
          .sorted()
          .map(ManifestFuzzTest::sample)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String sample(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.substring(0, Math.min(text.length(), LONGEST_FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A change to a text: what stands between two places in it becomes something else. */
  private record Change(double from, int length, String by) {
    String apply(String text) {
      int start = (int) (from * text.length());
      return text.substring(0, start)
          + by
          + text.substring(Math.min(text.length(), start + length));
    }
  }

  /** A file by its name. */
  record Written(String name, String text) {}

  @Provide
  Arbitrary<Written> files() {
    return Arbitraries.oneOf(samples.keySet().stream().sorted().map(this::files).toList());
  }

  private Arbitrary<Written> files(String name) {
    return Combinators.combine(Arbitraries.of(samples.get(name)), changes(name))
        .as((text, changes) -> new Written(name, changed(text, changes)));
  }

  private Arbitrary<List<Change>> changes(String name) {
    List<String> all = samples.get(name).stream().flatMap(String::lines).distinct().toList();
    Arbitrary<String> lines = Arbitraries.of(all).map(line -> "\n" + line + "\n");
    Arbitrary<String> by =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of(PIECES)),
            Tuple.of(2, Arbitraries.just("")),
            Tuple.of(2, lines));
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1), Arbitraries.integers().between(0, 12), by)
        .as(Change::new)
        .list()
        .ofMaxSize(8);
  }

  private static String changed(String text, List<Change> changes) {
    String changed = text;
    for (Change change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }

  @Property(tries = 500, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void anyManifestIsReadOrRefused(@ForAll("files") Written file) throws IOException {
    assertReadOrRefused(file);
  }

  @Example
  void andSoAreManyMore() throws IOException {
    long minutes = Long.getLong("fuzz.minutes", 0);
    assumeTrue(minutes > 0, "fuzz.minutes is not given");
    RandomGenerator<Written> generator = files().generator(1_000);
    Random random = new Random();
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    long count = 0;
    while (System.nanoTime() < end) {
      Written file = generator.next(random).value();
      try {
        assertReadOrRefused(file);
      } catch (Throwable thrown) {
        throw new AssertionError("after " + count + " files: " + file, thrown);
      }
      count++;
    }
    System.out.println(count + " files were read or refused");
  }

  private static void assertReadOrRefused(Written file) throws IOException {
    Path directory = Files.createTempDirectory("fuzz");
    Path path = directory.resolve(file.name());
    try {
      Files.write(path, file.text().getBytes(StandardCharsets.UTF_8));
      Diagnostics diagnostics = new Diagnostics();
      ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(directory, diagnostics);
      ConfigurationTree tree = loaded.tree();
      if (!diagnostics.hasErrors()) {
        var _ = ConfigurationGraph.of(tree, diagnostics);
      }
      diagnostics.toList().forEach(one -> assertPlaced(one, loaded.sources()));
      assertShown(diagnostics, loaded.sources());
    } finally {
      Files.delete(path);
      Files.delete(directory);
    }
  }

  private static void assertPlaced(Diagnostic diagnostic, Map<String, SourceText> sources) {
    SourceRange range = diagnostic.range();
    if (range != null && sources.containsKey(range.file())) {
      int length = sources.get(range.file()).text().length();
      int start = range.start().offset();
      int end = range.end().offset();
      assertTrue(0 <= start && start <= end && end <= length, diagnostic::toString);
    }
  }

  private static void assertShown(Diagnostics diagnostics, Map<String, SourceText> sources) {
    DiagnosticRenderer renderer =
        new DiagnosticRenderer(
            (name, number) -> sources.containsKey(name) ? sources.get(name).line(number) : null,
            Palette.PLAIN);
    String shown = renderer.render(diagnostics.toList());
    assertTrue(shown.isEmpty() == diagnostics.toList().isEmpty());
  }
}
