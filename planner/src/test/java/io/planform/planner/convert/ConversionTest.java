package io.planform.planner.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.planform.huaweicloud.HuaweicloudProvider;
import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.ExpressionText;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.manifest.yaml.YamlFile;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each file in {@code src/test/resources/conversions} is written in the other language to a file
 * beside it; {@code -Dgoldens=update} writes that. There and back again, manifests say the same.
 */
class ConversionTest {
  private static final Path CASES = Path.of("src/test/resources/conversions");
  private static final SourceText NO_COMMENTS = new SourceText("f", "\n".repeat(1000));
  private static final Provider CLOUD = new HuaweicloudProvider();

  @TestFactory
  Stream<DynamicTest> filesAreWrittenInTheOtherLanguage() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .filter(file -> file.toString().endsWith(".tf") || file.toString().endsWith(".yaml"))
          .sorted()
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    SourceText source = new SourceText(file.getFileName().toString(), Files.readString(file));
    String actual =
        file.toString().endsWith(".tf")
            ? Conversion.toYaml(List.of(source))
            : Conversion.toHcl(List.of(source), ConversionTest::schema);
    Path golden = file.resolveSibling(file.getFileName() + ".expected");
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual);
  }

  private static @Nullable Schema schema(String block, String type) {
    return block.equals("resource") ? CLOUD.resourceTypes().get(type) : null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../examples/quickstart/main.tf",
        "../examples/quickstart/variables.tf",
        "../examples/quickstart/outputs.tf",
        "src/test/resources/conversions/everything.tf",
      })
  void aFileMeansTheSameThereAndBackAgain(String file) throws IOException {
    assertSameThereAndBack(Files.readString(Path.of(file)));
  }

  @Property(tries = 500)
  void anyLocalValueMeansTheSameThereAndBackAgain(@ForAll("expressions") String expression) {
    assertSameThereAndBack("locals {\n  x = " + expression + "\n}\n");
  }

  @Property(tries = 500)
  void anyTextIsTheSameThereAndBackAgain(@ForAll("texts") String text) {
    Body.Argument argument =
        new Body.Argument(
            "x",
            new Composite.Constant(Value.of(text), new SourceText("f", "").range(0, 0)),
            new SourceText("f", "").range(0, 0));
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>(Map.of("x", argument));
    SourceText nothing = new SourceText("f", "");
    Body locals = new Body(arguments, List.of(), nothing.range(0, 0));
    Body file =
        new Body(
            new LinkedHashMap<>(),
            List.of(new Body.Block("locals", List.of(), List.of(), locals, nothing.range(0, 0))),
            nothing.range(0, 0));
    String yaml =
        Conversion.toYaml(
            List.of(new SourceText("m.tf", HclText.of(file, new CommentLines(nothing)))));
    Body back = YamlFile.parse(new SourceText("m.planform.yaml", yaml), new Diagnostics());
    assertEquals(
        ExpressionText.text(text),
        ExpressionText.of(
            back.blocks().getFirst().body().arguments().sequencedValues().getFirst().expression()),
        yaml);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("ab \n\"'\\:#-{}[]$%&*!|>~é😀\t,?@`012.eno".toCharArray())
        .withChars("\u0085\u00a0\ufeff\u2028")
        .ofMaxLength(12)
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
  }

  @Provide
  Arbitrary<String> expressions() {
    return expression(3);
  }

  private static Arbitrary<String> expression(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.of(
            "1",
            "-2.50",
            "1e3",
            "012",
            "1e80",
            "true",
            "null",
            "\"\"",
            "\"text\"",
            "\"no\"",
            "\"a: b # c\"",
            "\"1\"",
            "\"a\\nb\\n\"",
            "\"\\t\\\"\\\\\"",
            "\"$${x}\"",
            "\"%%{x\"",
            "\"${var.a}\"",
            "\"a ${var.a} b\"",
            "var.a",
            "local.b[0].c",
            "data.x.y[*].z",
            "<<EOT\n  one\n ${var.a}\nEOT",
            "<<-EOT\n  one\n    two\n  EOT",
            "\"%{if var.a~} x %{else}y%{endif}\"",
            "\"%{for k, v in var.a}${k}=${v}\\n%{endfor}\"",
            "\"${\"nested ${var.b}\"}\"",
            "f(<<EOT\nx\nEOT\n)");
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = expression(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        inner.list().ofMaxSize(3).map(all -> "[" + String.join(", ", ended(all)) + "]"),
        Combinators.combine(inner, inner)
            .as((a, b) -> "{\n a = " + a + "\n \"b c\" = " + b + "\n (var.k) = 1\n}"),
        Combinators.combine(inner, inner)
            .as((a, b) -> "var.c ? (" + ended(a) + ") : (" + ended(b) + ")"),
        inner.map(a -> "[for v in [" + ended(a) + "] : v if v != null]"),
        inner.map(a -> "merge({ a = [" + ended(a) + "] }, var.m...)"),
        inner.map(a -> "(\n" + a + "\n)"));
  }

  /** A heredoc ends with its line. */
  private static String ended(String expression) {
    return expression.endsWith("EOT") ? expression + "\n" : expression;
  }

  private static List<String> ended(List<String> expressions) {
    return expressions.stream().map(ConversionTest::ended).toList();
  }

  private static void assertSameThereAndBack(String hcl) {
    Body original = parse(hcl);
    String yaml = Conversion.toYaml(List.of(new SourceText("m.tf", hcl)));
    String back =
        Conversion.toHcl(
            List.of(new SourceText("m.planform.yaml", yaml)),
            (block, type) -> schemaOf(original, block, type));
    assertEquals(
        canonical(original), canonical(parse(back)), () -> hcl + "\n" + yaml + "\n" + back);
  }

  private static Body parse(String hcl) {
    Diagnostics diagnostics = new Diagnostics();
    Body body = HclFile.parse(new SourceText("m.tf", hcl), diagnostics);
    assertFalse(diagnostics.hasErrors(), () -> hcl + diagnostics.toList());
    return body;
  }

  /** The blocks in one way to write them, in a fixed order; how lines are broken is nothing. */
  private static List<String> canonical(Body file) {
    return file.blocks().stream()
        .map(
            block ->
                HclText.of(
                    new Body(new LinkedHashMap<>(), List.of(sorted(block)), file.range()),
                    new CommentLines(NO_COMMENTS)))
        .map(text -> text.replaceAll("\\s+", " "))
        .sorted()
        .toList();
  }

  /** The order of blocks of different types means nothing. */
  private static Body.Block sorted(Body.Block block) {
    List<Body.Block> nested =
        block.body().blocks().stream()
            .map(ConversionTest::sorted)
            .sorted(Comparator.comparing(Body.Block::type))
            .toList();
    return new Body.Block(
        block.type(),
        block.labels(),
        block.labelRanges(),
        new Body(block.body().arguments(), nested, block.range()),
        block.range());
  }

  /** The blocks that a file has are those that there are. */
  private static Schema schemaOf(Body file, String block, String type) {
    List<Body> bodies =
        file.blocks().stream()
            .filter(one -> one.type().equals(block) && one.labels().getFirst().equals(type))
            .map(Body.Block::body)
            .toList();
    return schemaOf(bodies);
  }

  private static Schema schemaOf(List<Body> bodies) {
    SequencedMap<String, List<Body>> nested = new LinkedHashMap<>();
    for (Body body : bodies) {
      for (Body.Block block : body.blocks()) {
        nested.computeIfAbsent(block.type(), _ -> new ArrayList<>()).add(block.body());
      }
    }
    return Schema.of(
        List.of(),
        nested.entrySet().stream()
            .map(
                one ->
                    new Schema.Block(
                        one.getKey(),
                        Schema.Nesting.LIST,
                        0,
                        Integer.MAX_VALUE,
                        Schema.Change.IN_PLACE,
                        schemaOf(one.getValue())))
            .toList());
  }
}
