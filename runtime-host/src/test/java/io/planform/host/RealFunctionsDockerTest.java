package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole host with a real engine, called through its API. */
class RealFunctionsDockerTest {
  private static final int UPDATES = 4;
  private static final int CALLERS = 4;

  /** Hundred of them take minutes: {@code -Dcold.functions=100}. */
  private static final int COLD = Integer.getInteger("cold.functions", 6);

  private static TestHost host;

  @BeforeAll
  static void start(@TempDir Path home) throws HostException {
    host =
        new TestHost(
            home,
            new LocalMachine(
                home, Path.of("../runtimes"), new SpareSettings(1, 2048, Duration.ofMinutes(10))));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String create(String name, String code, String settings) throws Exception {
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function(name, "Node.js18.15", "index.handler"));
    request.setAll((ObjectNode) Json.read(settings));
    request.putObject("func_code").put("file", TestHost.zip("index.js", code));
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return "/fgs/functions/" + host.urn(name);
  }

  private static JsonNode invoke(String path) {
    TestHost.Answer answer = host.call("POST", path + "/invocations", "{}");
    assertEquals(200, answer.status(), answer.text());
    assertEquals("false", answer.header("X-Is-Func-Err"), answer.text());
    return answer.json();
  }

  private static String numbered(int number) {
    return "exports.handler = async () => " + number + ";\n";
  }

  @Test
  void anUpdateUnderLoadFailsNoCallAndOnceAcknowledgedNoOldCodeRuns() throws Exception {
    String path = create("updated", numbered(0), "{\"timeout\":60}");
    AtomicInteger acknowledged = new AtomicInteger();
    List<Future<Integer>> callers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> callUntilTheLastUpdate(path, acknowledged)));
      }
      for (int number = 1; number <= UPDATES; number++) {
        ObjectNode update = Json.object().put("code_type", "zip");
        update.putObject("func_code").put("file", TestHost.zip("index.js", numbered(number)));
        TestHost.Answer answer = host.call("PUT", path + "/code", update.toString());
        assertEquals(200, answer.status(), answer.text());
        acknowledged.set(number);
        assertEquals(number, invoke(path).intValue());
      }
    }
    for (Future<Integer> each : callers) {
      assertTrue(each.get() > 0);
    }
  }

  /** How often it called. */
  private static int callUntilTheLastUpdate(String path, AtomicInteger acknowledged) {
    int calls = 0;
    int least = 0;
    while (least < UPDATES) {
      least = acknowledged.get();
      int seen = invoke(path).intValue();
      assertTrue(seen >= least, "code " + seen + " ran after " + least + " was acknowledged");
      calls++;
    }
    return calls;
  }

  @Test
  void hundredCallsAtOnceStartNoMoreInstancesThanTheyFill() throws Exception {
    String path =
        create(
            "crowd",
            "exports.handler = async () => require('os').hostname();\n",
            "{\"timeout\":60,\"strategy_config\":{\"concurrency\":-1,\"concurrent_num\":25}}");
    Set<String> instances = new HashSet<>();
    List<Future<JsonNode>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        answers.add(threads.submit(() -> invoke(path)));
      }
    }
    for (Future<JsonNode> each : answers) {
      instances.add(each.get().textValue());
    }
    assertTrue(instances.size() <= 4, instances::toString);
  }

  @Test
  void coldFunctionsCalledAtOnceAreAllAnsweredByAnInstanceEach() throws Exception {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < COLD; i++) {
      paths.add(create("cold-" + i, numbered(i), "{\"timeout\":60}"));
    }
    List<Future<JsonNode>> answers = new ArrayList<>();
    long begun = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      paths.forEach(path -> answers.add(threads.submit(() -> invoke(path))));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    for (int i = 0; i < COLD; i++) {
      assertEquals(i, answers.get(i).get().intValue());
    }
    assertEquals(COLD, instancesOf("cold-"));
    if (COLD > 6) {
      System.out.printf("%d cold functions: %d ms%n", COLD, took.toMillis());
    }
  }

  /** How many instances functions have whose names begin so. */
  private static int instancesOf(String prefix) {
    TestHost.Answer page = host.send(host.host.apiAddress(), "GET", "/metrics", "", Map.of());
    return page.text()
        .lines()
        .filter(line -> line.startsWith("planform_instances{"))
        .filter(line -> line.contains("function=\"" + prefix))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void aCallMayChooseItsMemoryWhereTheFunctionAllowsIt() throws Exception {
    String code = "exports.handler = async (event, context) => context.getMemorySize();\n";
    String fixed = create("fixed", code, "{\"timeout\":60}");
    String dynamic = create("dynamic", code, "{\"timeout\":60,\"enable_dynamic_memory\":true}");
    assertEquals("128", sized(fixed, "512").text());
    assertEquals(128, invoke(dynamic).intValue());
    TestHost.Answer answer = sized(dynamic, "512");
    assertEquals("512", answer.text());
    JsonNode summary =
        Json.read(answer.header("X-Cff-Invoke-Summary").getBytes(StandardCharsets.UTF_8));
    assertEquals(512, summary.get("memorySize").intValue());
    TestHost.Answer refused = sized(dynamic, "500");
    assertEquals(406, refused.status());
    assertEquals("FSS.0406", refused.code());
    assertTrue(
        host.get("/fgs/functions/" + host.urn("dynamic") + "/config")
            .json()
            .get("enable_dynamic_memory")
            .booleanValue());
  }

  private static TestHost.Answer sized(String path, String memory) {
    return host.call("POST", path + "/invocations", "{}", Map.of("X-Cff-Instance-Memory", memory));
  }

  @Test
  void takesAnswersOfSixMegabytesAndNoLargerOnes() throws Exception {
    String path =
        create(
            "large",
            "exports.handler = async (event) => 'x'.repeat(event - 2);\n",
            "{\"timeout\":60,\"memory_size\":256}");
    int limit = 6 << 20;
    TestHost.Answer whole = host.call("POST", path + "/invocations", Integer.toString(limit));
    assertEquals(200, whole.status());
    assertEquals(limit, whole.body().length);
    TestHost.Answer refused =
        host.call("POST", path + "/invocations", Integer.toString(limit + 100));
    assertEquals(502, refused.status(), refused.text());
    String log =
        new String(
            Base64.getDecoder()
                .decode(
                    host.call("POST", path + "/invocations", "3", Map.of("X-Cff-Log-Type", "tail"))
                        .header("X-Cff-Function-Log")),
            StandardCharsets.UTF_8);
    assertTrue(log.contains("Start invoke request"), log);
  }
}
