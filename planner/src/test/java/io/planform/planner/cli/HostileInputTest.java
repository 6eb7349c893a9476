package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.planform.planner.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code validate} says of files that nobody should write. Each folder of {@code
 * src/test/resources/hostile} is a directory of manifests; files too large to be kept are made
 * here. {@code expected.txt}, or {@code made/NAME.txt}, holds what is printed; {@code
 * -Dgoldens=update} writes it.
 */
class HostileInputTest {
  private static final Path CASES = Path.of("src/test/resources/hostile");
  private static final int MANY = 100_000;

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> badFilesAreRefusedWithTheirPlaces() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(folder -> !folder.endsWith("made")).sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString(), () -> check(folder, "expected.txt")));
    }
  }

  private void check(Path folder, String golden) throws IOException {
    Path copy = Files.createDirectory(directory.resolve(folder.getFileName()));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> !file.endsWith(golden)).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    assertGolden(folder.resolve(golden), refusal(copy));
  }

  @TestFactory
  Stream<DynamicTest> endlessFilesAreRefusedInFewWords() {
    return made().entrySet().stream()
        .map(
            made ->
                DynamicTest.dynamicTest(
                    made.getKey(), () -> check(made.getKey(), made.getValue())));
  }

  private void check(String file, byte[] content) throws IOException {
    Path folder = Files.createTempDirectory(directory, "made");
    String extension = file.substring(file.indexOf('.'));
    Files.write(folder.resolve("main" + extension), content);
    assertGolden(CASES.resolve("made/" + file + ".txt"), refusal(folder));
  }

  private static String refusal(Path folder) {
    ShellFixture shell = new ShellFixture(folder, Map.of(), List.of(new ValidateCommand()));
    assertEquals(ExitCode.ERROR, shell.run("validate"));
    String printed = shell.err();
    assertFalse(printed.contains("\tat "), printed);
    return printed.replace(folder.toString(), "DIRECTORY");
  }

  private static void assertGolden(Path golden, String actual) throws IOException {
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual);
  }

  /** Contents by the name of the case, which ends like the file's. */
  private static SequencedMap<String, byte[]> made() {
    SequencedMap<String, String> made = new LinkedHashMap<>();
    nestedExpressions()
        .forEach(
            (name, opening) ->
                made.put(
                    "nested-" + name + ".tf",
                    "locals {\n  a = " + opening.repeat(MANY) + "\n}\nb = \n"));
    made.put("nested-blocks.tf", "b {\n".repeat(MANY));
    made.put("nested-blocks-closed.tf", "b {\n".repeat(MANY) + "}\n".repeat(MANY) + "c = \n");
    made.put("chain-of-indexes.tf", "locals {\n  a = [1]" + "[0]".repeat(MANY) + "\n}\nb = \n");
    made.put("chain-of-names.tf", "locals {\n  a = {}" + ".b".repeat(MANY) + "\n}\nb = \n");
    made.put("chain-of-splats.tf", "locals {\n  a = {}" + "[*]".repeat(MANY) + "\n}\nb = \n");
    made.put("closing-brackets.tf", "locals {\n  a = " + "]})".repeat(MANY) + "\n}\nb = \n");
    made.put("lists.tf.json", "{\"locals\": {\"a\": " + "[".repeat(MANY));
    made.put("objects.tf.json", "{\"a\": ".repeat(MANY));
    made.put("template.tf.json", "{\"locals\": {\"a\": \"" + "${[".repeat(MANY) + "\"}}");
    made.put("lists.planform.yaml", "locals:\n  a: " + "[".repeat(MANY));
    made.put("mappings.planform.yaml", "locals:\n  a: " + "{a: ".repeat(MANY));
    made.put("items.planform.yaml", "locals:\n  a:\n    " + "- ".repeat(MANY) + "1\n");
    made.put("indented.planform.yaml", indented());
    made.put("aliases.planform.yaml", aliases());
    made.put("template.planform.yaml", "locals:\n  a: \"" + "${[".repeat(MANY) + "\"\n");
    made.put("long-line.tf", "locals {\n  a = [" + "1234, ".repeat(5 * MANY) + "?]\n}\nb = \n");
    made.put("long-string.tf", "locals {\n  a = \"" + "x".repeat(30 * MANY) + "${?}\"\n}\nb = \n");
    made.put("many-errors.tf", "a b c\n".repeat(MANY));
    made.put("many-invalid-characters.tf", "locals {\n" + "  a = 'x'\n".repeat(MANY) + "}\n");
    made.put("many-duplicates.tf", "output \"a\" {\n  value = 1\n}\n".repeat(MANY));
    made.put("many-arguments.tf", numbered("a%d = 1\n", MANY));
    made.put("circle.tf", circle(10_000));
    made.put(
        "many-wrong-names.tf",
        "locals {\n" + numbered("  a%1$d = local.b%1$d\n", MANY / 2) + "}\n");
    SequencedMap<String, byte[]> bytes = new LinkedHashMap<>();
    made.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    bytes.put("nul.tf", "a = \"\0\"\n\0\0b = 1\n".getBytes(StandardCharsets.UTF_8));
    bytes.put("nul.tf.json", "{\"locals\": {\"a\": \"\0\"}}".getBytes(StandardCharsets.UTF_8));
    bytes.put("nul.planform.yaml", "locals:\n  a: \0\n".getBytes(StandardCharsets.UTF_8));
    for (String extension : List.of(".tf", ".tf.json", ".planform.yaml")) {
      bytes.put("not-utf-8" + extension, new byte[] {'a', '=', (byte) 0xc3, 0x28, (byte) 0xff});
      bytes.put("binary" + extension, binary());
    }
    return bytes;
  }

  private static Map<String, String> nestedExpressions() {
    Map<String, String> openings = new LinkedHashMap<>();
    openings.put("lists", "[");
    openings.put("objects", "{a=");
    openings.put("parentheses", "(");
    openings.put("templates", "\"${");
    openings.put("directives", "\"%{if true}");
    openings.put("minus", "-");
    openings.put("not", "!");
    openings.put("calls", "f(");
    openings.put("conditionals", "true ? 1 : ");
    openings.put("fors", "[for a in ");
    openings.put("heredocs", "<<A\n${");
    openings.put("indexes", "a[");
    return openings;
  }

  private static String numbered(String line, int count) {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, count).forEach(i -> lines.append(line.formatted(i)));
    return lines.toString();
  }

  private static String circle(int count) {
    StringBuilder locals = new StringBuilder("locals {\n");
    for (int i = 0; i < count; i++) {
      locals.append("  a%d = local.a%d\n".formatted(i, (i + 1) % count));
    }
    return locals + "}\n";
  }

  private static String indented() {
    StringBuilder text = new StringBuilder("locals:\n");
    for (int depth = 1; depth <= 2_000; depth++) {
      text.append(" ".repeat(depth)).append("a:\n");
    }
    return text.toString();
  }

  /** A billion nodes in few lines. */
  private static String aliases() {
    StringBuilder text = new StringBuilder("locals:\n  a0: &a0 [1, 1]\n");
    for (int i = 1; i < 30; i++) {
      text.append("  a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
    }
    return text.toString();
  }

  /** Every byte that may begin a character of its own, over and over. */
  private static byte[] binary() {
    byte[] bytes = new byte[64 * 1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * 31 + i / 128) % 128);
    }
    return bytes;
  }
}
