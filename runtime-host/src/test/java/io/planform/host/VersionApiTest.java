package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.dispatch.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionApiTest {
  @TempDir Path home;
  private TestHost host;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer publish(String body) {
    return host.call("POST", "/fgs/functions/" + urn + "/versions", body);
  }

  private JsonNode published(String name) {
    TestHost.Answer answer = publish("{\"version\":\"%s\"}".formatted(name));
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private void putCode(String content) {
    TestHost.Answer answer =
        host.call(
            "PUT",
            "/fgs/functions/" + urn + "/code",
            "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}"
                .formatted(TestHost.zip("index.js", content)));
    assertEquals(200, answer.status(), answer.text());
  }

  private void setMaxInstances(String at, int number) {
    TestHost.Answer answer =
        host.call(
            "PUT",
            "/fgs/functions/" + at + "/config-max-instance",
            "{\"max_instance_num\":%d}".formatted(number));
    assertEquals(200, answer.status(), answer.text());
  }

  private JsonNode config(String at) {
    TestHost.Answer answer = host.get("/fgs/functions/" + at + "/config");
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  /** The version that an invocation of a URN reaches. */
  private String reached(String at) {
    TestHost.Answer answer = host.call("POST", "/fgs/functions/" + at + "/invocations", "{}");
    assertEquals(200, answer.status(), answer.text());
    return host.invoker.calls.remove().function().version();
  }

  @Test
  void aVersionIsWhatTheFunctionWasWhenItWasPublished() {
    JsonNode first = publish("{\"version\":\"v1\",\"description\":\"the first\"}").json();
    assertEquals(urn + ":v1", first.get("func_urn").textValue());
    assertEquals("v1", first.get("version").textValue());
    assertEquals("the first", first.get("version_description").textValue());
    assertFalse(first.has("user_data"), "the kept answer has user data");

    String code = host.get("/fgs/functions/" + urn + "/code").json().at("/func_code/file").asText();
    putCode("changed");
    setMaxInstances(urn, 7);
    assertEquals(400, config(urn + ":v1").at("/strategy_config/concurrency").intValue());
    assertEquals(7, config(urn + ":latest").at("/strategy_config/concurrency").intValue());
    assertEquals(
        "{\"GREETING\":\"s3cret-hello\"}", config(urn + ":v1").get("user_data").textValue());
    assertEquals(
        code,
        host.get("/fgs/functions/default:hello:v1/code").json().at("/func_code/file").asText());
    assertNotEquals(
        code, host.get("/fgs/functions/" + urn + "/code").json().at("/func_code/file").asText());
  }

  @Test
  void eachUrnReachesItsVersion() {
    published("v1");
    putCode("changed");
    published("v2.0");
    assertEquals("latest", reached(urn));
    assertEquals("latest", reached(urn + ":latest"));
    assertEquals("v1", reached(urn + ":v1"));
    assertEquals("v2.0", reached("default:hello:v2.0"));
    TestHost.Answer missing = host.call("POST", "/fgs/functions/" + urn + ":v3/invocations", "{}");
    assertEquals("FSS.1052", missing.code());
    assertEquals(404, missing.status());
  }

  @Test
  void changesOfLatestDoNotTouchTheInstancesOfVersions() {
    published("v1");
    reached(urn + ":v1");
    putCode("changed");
    assertEquals(1, host.invoker.replaced.size());
    assertTrue(
        host.invoker.replaced.getFirst().startsWith(urn + ":latest#"),
        host.invoker.replaced.toString());
    assertEquals(List.of(), host.invoker.removed);
  }

  @Test
  void aPublishedVersionDoesNotChange() {
    published("v1");
    String at = "/fgs/functions/" + urn + ":v1";
    String config =
        "{\"runtime\":\"Node.js18.15\",\"timeout\":30,\"handler\":\"index.other\",\"memory_size\":512}";
    String code =
        "{\"code_type\":\"zip\",\"func_code\":{\"file\":\"%s\"}}"
            .formatted(TestHost.zip("index.js", "x"));
    for (TestHost.Answer refused :
        List.of(
            host.call("PUT", at + "/config", config),
            host.call("PUT", at + "/code", code),
            host.call("PUT", at + "/config-max-instance", "{\"max_instance_num\":1}"),
            host.call("POST", at + "/versions", "{}"))) {
      assertEquals("FSS.1015", refused.code(), refused.text());
      assertEquals(400, refused.status());
    }
  }

  @Test
  void aDisabledFunctionPublishesDisabledVersions() {
    setMaxInstances(urn, 0);
    published("off");
    setMaxInstances(urn, 5);
    assertEquals(0, config(urn + ":off").at("/strategy_config/concurrency").intValue());
  }

  @Test
  void nothingIsPublishedTwice() {
    published("v1");
    TestHost.Answer again = publish("{\"version\":\"v2\"}");
    assertEquals("FSS.1016", again.code());
    assertTrue(again.text().contains("v1"), again.text());
    putCode("changed");
    TestHost.Answer taken = publish("{\"version\":\"v1\"}");
    assertEquals("FSS.1062", taken.code());
    assertEquals(409, taken.status());
    published("v2");
    setMaxInstances(urn, 3);
    published("v3");
  }

  @Test
  void tenVersionsBesideLatest() {
    for (int i = 1; i <= 10; i++) {
      setMaxInstances(urn, i);
      published("v" + i);
    }
    setMaxInstances(urn, 11);
    TestHost.Answer refused = publish("{\"version\":\"v11\"}");
    assertEquals("FSS.0403", refused.code());
    assertEquals(403, refused.status());
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn + ":v4", "").status());
    published("v11");

    String list = "/fgs/functions/" + urn + "/versions";
    JsonNode first = host.get(list + "?maxitems=4").json();
    assertEquals(
        List.of("latest", "v11", "v10", "v9"), first.get("versions").findValuesAsText("version"));
    assertEquals(11, first.get("count").intValue());
    assertEquals(4, first.get("next_marker").intValue());
    JsonNode last = host.get(list + "?marker=8&maxitems=4").json();
    assertEquals(List.of("v3", "v2", "v1"), last.get("versions").findValuesAsText("version"));
    assertEquals(0, last.get("next_marker").intValue());
  }

  @Test
  void namesAndDigestsAreChecked() {
    for (String name : List.of("latest", ".x", "x-", "a b", "x".repeat(43), "!a")) {
      assertEquals("FSS.1015", publish("{\"version\":\"%s\"}".formatted(name)).code(), name);
    }
    assertEquals("FSS.1019", publish("{\"description\":\"%s\"}".formatted("x".repeat(513))).code());
    assertEquals("FSS.0428", publish("{\"digest\":\"0000\"}").code());
    assertEquals("FSS.0400", publish("{\"versions\":\"v1\"}").code());
    assertEquals(
        "FSS.1051", host.call("POST", "/fgs/functions/default:none/versions", "{}").code());
    String digest = config(urn).get("digest").textValue();
    JsonNode made = publish("{\"digest\":\"%s\"}".formatted(digest)).json();
    assertTrue(made.get("version").textValue().matches("v\\d{8}-\\d{6}"), made.toString());
  }

  @Test
  void deletingAVersionTakesItsInstancesAndCodeAndLeavesTheRest() throws IOException {
    published("v1");
    putCode("changed");
    reached(urn);
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn + ":v1", "").status());
    assertEquals(List.of(urn + ":v1#"), host.invoker.removed);
    assertEquals("FSS.1052", host.get("/fgs/functions/" + urn + ":v1/config").code());
    assertEquals("FSS.1052", host.call("DELETE", "/fgs/functions/" + urn + ":v1", "").code());
    assertEquals("latest", reached(urn));
    try (Stream<Path> archives = Files.list(home.resolve("host/code/archives"))) {
      assertEquals(1, archives.count());
    }
    assertEquals("FSS.1015", host.call("DELETE", "/fgs/functions/" + urn + ":latest", "").code());
  }

  @Test
  void aVersionPublishedAnewHasAnotherKey() {
    published("v1");
    host.call("POST", "/fgs/functions/" + urn + ":v1/invocations", "{}");
    String before = host.invoker.calls.remove().function().key();
    host.call("DELETE", "/fgs/functions/" + urn + ":v1", "");
    published("v1");
    host.call("POST", "/fgs/functions/" + urn + ":v1/invocations", "{}");
    assertNotEquals(before, host.invoker.calls.remove().function().key());
  }

  @Test
  void deletingTheFunctionDeletesItsVersionsAliasesAndCode() throws IOException {
    published("v1");
    putCode("changed");
    published("v2");
    host.call(
        "POST",
        "/fgs/functions/" + urn + "/aliases",
        "{\"name\":\"live\",\"version\":\"v1\",\"additional_version_weights\":{\"v2\":10}}");
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn, "").status());
    assertEquals(List.of(urn + ":"), host.invoker.removed);
    host.create("hello");
    assertEquals("FSS.1052", host.get("/fgs/functions/" + urn + ":v1/config").code());
    assertEquals("FSS.1053", host.get("/fgs/functions/" + urn + ":!live/config").code());
    try (Stream<Path> archives = Files.list(home.resolve("host/code/archives"))) {
      assertEquals(1, archives.count());
    }
  }

  @Test
  void logsTellTheVersionsOfAFunctionTogether() throws IOException {
    host.invoker.behaviour =
        (function, event) ->
            new Invocation.Answer(
                event.payload(),
                new Invocation.Summary(1, 0, 0, false, "from " + function.version() + "\n"));
    published("v1");
    reached(urn + ":v1");
    reached(urn);
    host.call("DELETE", "/fgs/functions/" + urn + ":v1", "");
    try (Stream<Path> files = Files.walk(home.resolve("host/logs"))) {
      String log =
          Files.readString(
              files.filter(Files::isRegularFile).findFirst().orElseThrow(), StandardCharsets.UTF_8);
      assertTrue(log.contains("from v1") && log.contains("from latest"), log);
    }
  }

  @Test
  void publicationsAreRepeatedUnderTheirOperationAndFenced() {
    Map<String, String> apply =
        Map.of("X-Planform-Operation", "op-v", "X-Planform-Lineage", "l", "X-Planform-Fence", "4");
    String path = "/fgs/functions/" + urn + "/versions";
    TestHost.Answer first = host.call("POST", path, "{\"version\":\"v1\"}", apply);
    assertEquals(first.text(), host.call("POST", path, "{\"version\":\"v1\"}", apply).text());
    TestHost.Answer old =
        host.call(
            "DELETE",
            "/fgs/functions/" + urn + ":v1",
            "",
            Map.of("X-Planform-Lineage", "l", "X-Planform-Fence", "3"));
    assertEquals(412, old.status());
    assertEquals("v1", reached(urn + ":v1"));
  }

  @Test
  void versionsSurviveARestart() throws HostException {
    published("v1");
    String before = config(urn + ":v1").toString();
    putCode("changed");
    host.close();
    host = new TestHost(home);
    assertEquals(before, config(urn + ":v1").toString());
    assertEquals("v1", reached(urn + ":v1"));
  }
}
