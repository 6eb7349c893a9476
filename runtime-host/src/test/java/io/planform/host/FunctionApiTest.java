package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionApiTest {
  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void showsWhatWasCreated() {
    TestHost.Answer created =
        host.call(
            "POST", "/fgs/functions", TestHost.function("hello", "Node.js18.15", "index.handler"));
    assertEquals(200, created.status(), created.text());
    assertEquals(host.urn("hello") + ":latest", created.json().get("func_urn").textValue());

    JsonNode shown = host.get("/fgs/functions/" + host.urn("hello") + "/config").json();
    assertEquals("hello", shown.get("func_name").textValue());
    assertEquals("default", shown.get("package").textValue());
    assertEquals(5, shown.get("timeout").intValue());
    assertEquals("{\"GREETING\":\"s3cret-hello\"}", shown.get("user_data").textValue());
    assertEquals(400, shown.get("strategy_config").get("concurrency").intValue());
    assertEquals(1, shown.get("strategy_config").get("concurrent_num").intValue());
    assertEquals(128, shown.get("digest").textValue().length());
    assertTrue(
        shown
            .get("last_modified")
            .textValue()
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  @Test
  void takesShortUrnsAndTheVersionLatest() {
    host.create("hello");
    for (String urn :
        new String[] {
          host.urn("hello"), host.urn("hello") + ":latest", "default:hello", "default:hello:latest"
        }) {
      assertEquals(200, host.get("/fgs/functions/" + urn + "/config").status(), urn);
    }
    assertEquals("FSS.1053", host.get("/fgs/functions/default:hello:!live/config").code());
    assertEquals("FSS.1052", host.get("/fgs/functions/default:hello:v1/config").code());
    assertEquals("FSS.1309", host.get("/fgs/functions/hello/config").code());
    assertEquals(
        404, host.get("/fgs/functions/urn:fss:elsewhere:p:function:default:hello/config").status());
  }

  @Test
  void returnsTheCodeAsItWasSent() {
    host.create("hello");
    JsonNode code = host.get("/fgs/functions/default:hello/code").json();
    assertEquals(
        TestHost.zip("index.js", "exports.handler = e => e;"),
        code.get("func_code").get("file").textValue());
    assertEquals("zip", code.get("code_type").textValue());
  }

  @Test
  void unpacksInlineCodeToTheFileOfTheHandler() throws IOException {
    String source = Base64.getEncoder().encodeToString("x = 1".getBytes(StandardCharsets.UTF_8));
    host.call(
        "POST",
        "/fgs/functions",
        """
        {"func_name":"inline","package":"default","runtime":"Python3.10","timeout":3,
         "handler":"lib/main.run","memory_size":256,"code_type":"inline","func_code":{"file":"%s"}}
        """
            .formatted(source));
    TestHost.Answer invoked = host.call("POST", "/fgs/functions/default:inline/invocations", "{}");
    assertEquals(200, invoked.status(), invoked.text());
    Path code = host.unpacked(host.invoker.calls.remove().function());
    assertEquals("x = 1", Files.readString(code.resolve("lib/main.py")));
  }

  @Test
  void updatesConfigurationInPlaceAndKeepsWhatIsNotSent() {
    host.create("hello");
    TestHost.Answer updated =
        host.call(
            "PUT",
            "/fgs/functions/default:hello/config",
            """
            {"runtime":"Node.js18.15","timeout":30,"handler":"index.other","memory_size":512,
             "description":"changed","strategy_config":{"concurrency":7,"concurrent_num":1}}
            """);
    assertEquals(200, updated.status(), updated.text());
    JsonNode shown = host.get("/fgs/functions/default:hello/config").json();
    assertEquals(30, shown.get("timeout").intValue());
    assertEquals("index.other", shown.get("handler").textValue());
    assertEquals("changed", shown.get("description").textValue());
    assertEquals(7, shown.get("strategy_config").get("concurrency").intValue());
    assertEquals("{\"GREETING\":\"s3cret-hello\"}", shown.get("user_data").textValue());
    assertEquals(1, host.invoker.replaced.size());
  }

  @Test
  void anUpdateThatChangesNothingMakesNoNewRevision() {
    host.create("hello");
    String before = revisionKey();
    host.call(
        "PUT",
        "/fgs/functions/default:hello/code",
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}"
            .formatted(TestHost.zip("index.js", "exports.handler = e => e;")));
    assertEquals(before, revisionKey());
    host.call(
        "PUT",
        "/fgs/functions/default:hello/code",
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}"
            .formatted(TestHost.zip("index.js", "changed")));
    assertNotEquals(before, revisionKey());
  }

  private String revisionKey() {
    assertEquals(200, host.call("POST", "/fgs/functions/default:hello/invocations", "{}").status());
    return host.invoker.calls.remove().function().key();
  }

  @Test
  void replacedCodeThatNoInstanceHadIsDeleted() throws IOException {
    host.create("hello");
    String other = TestHost.zip("index.js", "changed");
    host.call(
        "PUT",
        "/fgs/functions/default:hello/code",
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}".formatted(other));
    try (Stream<Path> unpacked = Files.list(home.resolve("host/code/unpacked"));
        Stream<Path> archives = Files.list(home.resolve("host/code/archives"))) {
      assertEquals(1, unpacked.count());
      assertEquals(1, archives.count());
    }
  }

  @Test
  void aRefusedCreationLeavesNoCode() throws IOException {
    host.create("hello");
    TestHost.Answer second =
        host.call(
            "POST",
            "/fgs/functions",
            TestHost.function("hello", "Node.js18.15", "index.handler")
                .replace(
                    TestHost.zip("index.js", "exports.handler = e => e;"),
                    TestHost.zip("index.js", "other")));
    assertEquals(409, second.status());
    assertEquals("FSS.1061", second.code());
    try (Stream<Path> unpacked = Files.list(home.resolve("host/code/unpacked"))) {
      assertEquals(1, unpacked.count());
    }
  }

  @Test
  void listsInPagesAndByFilter() {
    for (int i = 0; i < 5; i++) {
      host.create("f-" + i);
    }
    JsonNode first = host.get("/fgs/functions?maxitems=2").json();
    assertEquals(2, first.get("functions").size());
    assertEquals(5, first.get("count").intValue());
    assertEquals(2, first.get("next_marker").intValue());
    JsonNode last = host.get("/fgs/functions?maxitems=2&marker=4").json();
    assertEquals("f-4", last.get("functions").get(0).get("func_name").textValue());
    assertEquals(0, last.get("next_marker").intValue());
    JsonNode one = host.get("/fgs/functions?func_name=f-3&package_name=default").json();
    assertEquals(1, one.get("count").intValue());
    assertEquals(0, host.get("/fgs/functions?package_name=none").json().get("count").intValue());
    assertEquals("FSS.1001", host.get("/fgs/functions?marker=x").code());
  }

  @Test
  void deletesTheFunctionWithItsTriggersAndTellsTheInstances() {
    String urn = host.create("hello");
    host.call("POST", "/fgs/triggers/" + urn, TriggerApiTest.timer("every", "3m"));
    assertEquals("FSS.1015", host.call("DELETE", "/fgs/functions/" + urn + ":latest", "").code());
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn, "").status());
    assertEquals("FSS.1051", host.get("/fgs/functions/" + urn + "/config").code());
    assertEquals("FSS.1051", host.call("DELETE", "/fgs/functions/" + urn, "").code());
    assertEquals(0, host.get("/fgs/triggers").json().get("triggers").size());
    assertEquals(urn + ":", host.invoker.removed.getFirst());
  }

  @Test
  void aFunctionMadeAnewNeverHasAnOldKey() {
    host.create("hello");
    String first = revisionKey();
    host.call("DELETE", "/fgs/functions/default:hello", "");
    host.create("hello");
    assertNotEquals(first, revisionKey());
  }

  @Test
  void answersWhatTheOfficialProviderReads() {
    String urn = host.create("hello");
    JsonNode versions = host.get("/fgs/functions/" + urn + "/versions").json();
    assertEquals("latest", versions.get("versions").get(0).get("version").textValue());
    assertTrue(host.get("/fgs/functions/" + urn + "/aliases").json().isArray());
    JsonNode reserved =
        host.get("/fgs/functions/reservedinstanceconfigs?function_urn=" + urn + ":latest").json();
    assertEquals(0, reserved.get("reserved_instances").size());
    assertEquals("FSS.1051", host.get("/fgs/functions/default:none/aliases").code());
  }

  @Test
  void keepsTags() {
    String tags = "/functions/" + host.create("hello") + ":latest/tags";
    String body =
        "{\"action\":\"create\",\"tags\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"b\",\"value\":\"2\"}]}";
    assertEquals(204, host.call("POST", tags + "/create", body).status());
    assertEquals(
        204,
        host.call("DELETE", tags + "/delete", "{\"action\":\"delete\",\"tags\":[{\"key\":\"a\"}]}")
            .status());
    assertEquals("[{\"key\":\"b\",\"value\":\"2\"}]", host.get(tags).json().get("tags").toString());
  }

  @Test
  void collectedFunctionsComeFirst() {
    host.create("first");
    host.create("second");
    assertEquals(200, host.call("PUT", "/fgs/functions/default:second/collect/true", "").status());
    JsonNode listed = host.get("/fgs/functions").json().get("functions");
    assertEquals("second", listed.get(0).get("func_name").textValue());
  }

  @Test
  void namesOperationsThatItLacks() {
    host.create("hello");
    TestHost.Answer tracing = host.get("/fgs/functions/default:hello/tracing");
    assertEquals(406, tracing.status());
    assertTrue(tracing.text().contains("ShowTracing"), tracing.text());
    assertEquals(404, host.get("/fgs/no-such-thing").status());
    assertEquals(405, host.call("PATCH", "/fgs/functions", "{}").status());
  }

  @Test
  void repeatsTheAnswerOfACreationUnderItsOperation() {
    Map<String, String> apply =
        Map.of("X-Planform-Operation", "op-1", "X-Planform-Lineage", "l", "X-Planform-Fence", "4");
    String body = TestHost.function("hello", "Node.js18.15", "index.handler");
    TestHost.Answer first = host.call("POST", "/fgs/functions", body, apply);
    TestHost.Answer again = host.call("POST", "/fgs/functions", body, apply);
    assertEquals(200, again.status());
    assertEquals(first.text(), again.text());
    assertEquals(409, host.call("POST", "/fgs/functions", body).status());
    assertFalse(first.text().contains("s3cret"), "the kept answer has user data");
  }

  @Test
  void refusesAnOlderFence() {
    host.create("hello");
    String change = "{\"max_instance_num\":3}";
    String path = "/fgs/functions/default:hello/config-max-instance";
    Map<String, String> newer = Map.of("X-Planform-Lineage", "l", "X-Planform-Fence", "9");
    Map<String, String> older = Map.of("X-Planform-Lineage", "l", "X-Planform-Fence", "8");
    assertEquals(200, host.call("PUT", path, change, newer).status());
    TestHost.Answer refused = host.call("PUT", path, change, older);
    assertEquals(412, refused.status());
    assertEquals("FSS.0428", refused.code());
    assertEquals(200, host.call("PUT", path, change, newer).status());
  }

  @Test
  void aReadUnderANewerFenceVoidsTheCallsOfOlderOnes() {
    String urn = host.create("hello");
    String show = "/fgs/functions/" + urn + "/config";
    Map<String, String> newer = Map.of("X-Planform-Lineage", "l", "X-Planform-Fence", "9");
    Map<String, String> older = Map.of("X-Planform-Lineage", "l", "X-Planform-Fence", "8");
    assertEquals(200, host.call("GET", show, "", older).status());
    assertEquals(200, host.call("GET", show, "", newer).status());
    assertEquals(412, host.call("DELETE", "/fgs/functions/" + urn, "", older).status());
    assertEquals(412, host.call("GET", show, "", older).status());
    assertEquals(200, host.call("GET", show, "", newer).status());
  }

  @Test
  void aCreationThatWasGivenUpIsNotDoneAnyMore() {
    Map<String, String> apply =
        Map.of("X-Planform-Operation", "op-1", "X-Planform-Lineage", "l", "X-Planform-Fence", "4");
    Map<String, String> settling = new HashMap<>(apply);
    settling.put("X-Planform-Settles", "true");
    String body = TestHost.function("hello", "Node.js18.15", "index.handler");
    assertEquals(404, host.call("GET", "/fgs/functions/default:hello/config", "", apply).status());
    assertEquals(
        404, host.call("GET", "/fgs/functions/default:hello/config", "", settling).status());
    TestHost.Answer late = host.call("POST", "/fgs/functions", body, apply);
    assertEquals(412, late.status());
    assertEquals("FSS.0428", late.code());
    host.create("hello");
  }

  @Test
  void survivesARestart() throws HostException {
    String urn = host.create("hello");
    String before = host.get("/fgs/functions/" + urn + "/config").text();
    host.close();
    host = new TestHost(home);
    assertEquals(before, host.get("/fgs/functions/" + urn + "/config").text());
    assertEquals(
        409,
        host.call(
                "POST",
                "/fgs/functions",
                TestHost.function("hello", "Node.js18.15", "index.handler"))
            .status());
  }

  @Test
  void keepsUserDataEncrypted() throws IOException {
    host.create("hello");
    host.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains("s3cret-hello"), file.toString());
      }
    }
  }

  @Test
  void concurrentUpdatesAndDeletesLeaveAWholeFunctionOrNone()
      throws InterruptedException, ExecutionException {
    host.create("hello");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              i == 9
                                  ? host.call("DELETE", "/fgs/functions/default:hello", "").status()
                                  : host.call(
                                          "PUT",
                                          "/fgs/functions/default:hello/config-max-instance",
                                          "{\"max_instance_num\":%d}".formatted(i))
                                      .status()))
              .toList();
      for (Future<Integer> answer : answers) {
        assertTrue(
            java.util.Set.of(200, 204, 404).contains(answer.get()), "status " + answer.get());
      }
    }
    assertEquals(404, host.get("/fgs/functions/default:hello/config").status());
  }

  @Test
  void tellsWhatItHas() {
    assertTrue(host.get("/fgs/runtimetypes").text().contains("Node.js18.15"));
    assertFalse(host.get("/fgs/runtimetypes").text().contains("Go1.x"));
    assertTrue(host.get("/fgs/triggertypes").text().contains("TIMER"));
    assertEquals("{}", host.get("/fgs/feature").text());
    host.create("hello");
    JsonNode quota = host.get("/fgs/quotas").json().get("quotas").get("resources").get(0);
    assertEquals("fgs_func_num", quota.get("type").textValue());
    assertEquals(1, quota.get("used").intValue());
  }
}
