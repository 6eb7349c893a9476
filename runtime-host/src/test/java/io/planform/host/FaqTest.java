package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.dispatch.DispatchSettings;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The FAQs of the guide's chapter 14, by {@code faq.tsv}: what each says of the service, and the
 * tests that show it, or {@code limits.md} where it is not so here.
 */
class FaqTest {
  private static final Path TABLE = Path.of("src/test/resources/faq.tsv");
  private static final Path LIMITS = Path.of("../docs/limits.md");
  private static final Path TESTS = Path.of("src/test/java");

  /** How many FAQs each section of the chapter has. */
  private static final List<Integer> SECTIONS = List.of(32, 4, 6, 9, 13, 2, 3, 2);

  private record Row(String faq, String behaviour, List<String> proofs) {}

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(cells -> new Row(cells[0], cells[1], List.of(cells[2].split(" "))))
        .toList();
  }

  @Test
  void eachHasARow() throws IOException {
    List<String> all =
        IntStream.rangeClosed(1, SECTIONS.size())
            .boxed()
            .flatMap(
                section ->
                    IntStream.rangeClosed(1, SECTIONS.get(section - 1))
                        .mapToObj(number -> "14." + section + "." + number))
            .toList();
    assertEquals(all, rows().stream().map(Row::faq).distinct().toList());
  }

  @Test
  void eachNamesTestsThatThereAre() throws IOException {
    Map<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      for (String proof : row.proofs()) {
        if (proof.contains("#") && !isThere(proof, sources)) {
          missing.add(row.faq() + ": " + proof);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  FaqTest::read,
                  String::concat));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isThere(String proof, Map<String, String> sources) {
    String[] names = proof.split("#", -1);
    return Pattern.compile("\\bvoid " + names[1] + "\\(")
        .matcher(sources.getOrDefault(names[0], ""))
        .find();
  }

  @Test
  void whatIsNotSoIsAmongTheLimits() throws IOException {
    String limits = Files.readString(LIMITS);
    String section = limits.substring(limits.indexOf("## Frequently asked"));
    TreeSet<String> told =
        Pattern.compile("\\b14\\.\\d+\\.\\d+\\b")
            .matcher(section)
            .results()
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> claimed =
        rows().stream()
            .filter(row -> row.proofs().contains("limits.md"))
            .map(Row::faq)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(claimed, told);
  }

  @Test
  void instancesStayForAMinute() {
    assertEquals(Duration.ofMinutes(1), DispatchSettings.ofThisMachine().keepAlive());
  }

  @Test
  void neitherRuntimeNorNameOfAFunctionChange(@TempDir Path home) throws Exception {
    try (TestHost host = new TestHost(home)) {
      host.create("named");
      TestHost.Answer runtime = configure(host, request -> request.put("runtime", "Python3.10"));
      assertEquals("FSS.1005", runtime.code(), runtime.text());
      TestHost.Answer name = configure(host, request -> request.put("func_name", "other"));
      assertEquals("FSS.1002", name.code(), name.text());
      assertEquals(200, host.get("/fgs/functions/default:named/config").status());
      assertEquals("FSS.1051", host.get("/fgs/functions/default:other/config").code());
    }
  }

  private static TestHost.Answer configure(TestHost host, Function<ObjectNode, ObjectNode> change) {
    ObjectNode request =
        Json.object()
            .put("func_name", "named")
            .put("runtime", "Node.js18.15")
            .put("timeout", 30)
            .put("handler", "index.handler")
            .put("memory_size", 128);
    return host.call(
        "PUT", "/fgs/functions/default:named/config", change.apply(request).toString());
  }

  @Test
  void javaTakesAJar(@TempDir Path home) throws Exception {
    try (TestHost host = new TestHost(home)) {
      for (String runtime : List.of("Java17", "Node.js18.15")) {
        ObjectNode request =
            (ObjectNode) Json.read(TestHost.function("packed", runtime, "pack.Name.handle"));
        request.put("handler", runtime.startsWith("Java") ? "pack.Name.handle" : "index.handler");
        request.put("code_type", "jar").put("code_filename", "packed.jar");
        request.putObject("func_code").put("file", TestHost.zip("pack/Name.class", "class"));
        TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
        if (runtime.startsWith("Java")) {
          assertEquals(200, answer.status(), answer.text());
        } else {
          assertTrue(answer.status() == 400, answer.text());
        }
      }
    }
  }
}
