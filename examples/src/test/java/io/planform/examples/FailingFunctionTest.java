package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the callers of a function that fails read: {@code failing-functions/<case>/expected.txt},
 * word for word. Rewritten by {@code -Dgoldens=update}.
 */
class FailingFunctionTest {
  private static final Path CASES =
      Path.of(System.getProperty("planform.examples"), "src/test/resources/failing-functions");

  /** All are called at once: a server that never listens is waited for long. */
  private static final Map<String, Future<String>> CURL = new HashMap<>();

  private static final Map<String, Future<String>> INVOKE = new HashMap<>();

  private static LocalHost host;
  private static Planform planform;

  @BeforeAll
  static void callAll(@TempDir Path temporary) throws Exception {
    Path workspace = temporary.resolve("module");
    LocalHost.copy(CASES, workspace);
    host = LocalHost.start();
    planform = host.planform(workspace);
    planform.run("apply", "-auto-approve").succeeds();
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String each : cases()) {
        CURL.put(each, calls.submit(() -> curl(each)));
        INVOKE.put(each, calls.submit(() -> invoke(each)));
      }
    }
  }

  @AfterAll
  static void stopHost() throws Exception {
    host.stop();
  }

  static List<String> cases() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases
          .filter(Files::isDirectory)
          .map(each -> each.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsItsCallersWhatWentWrong(String function) throws Exception {
    String shown = CURL.get(function).get() + "\n" + INVOKE.get(function).get();

    Path expected = CASES.resolve(function).resolve("expected.txt");
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(expected, shown);
    }
    assertEquals(Files.readString(expected), shown);
  }

  private static String curl(String function) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(host.gateway() + "/" + function)).build(),
              HttpResponse.BodyHandlers.ofString());
      return "$ curl -i http://gateway/%s\n%d\n%s\n"
          .formatted(function, response.statusCode(), stable(response.body()));
    }
  }

  /** Without what differs from call to call. */
  private static String stable(String text) {
    return text.replaceAll("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "(request id)");
  }

  /** The event is one that event functions and HTTP functions take alike. */
  private static String invoke(String function) throws Exception {
    String event = "{\"httpMethod\":\"GET\",\"path\":\"/\"}";
    Planform.Result result = planform.run("invoke", function, "-data", event);
    return "$ planform invoke %s\n%s%sexit code %d\n"
        .formatted(function, stable(result.out()), stable(result.err()), result.exit());
  }
}
