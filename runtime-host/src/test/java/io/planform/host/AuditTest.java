package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.TestHost.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trail of calls, through the API. */
class AuditTest {
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

  private JsonNode traces(String query) {
    Answer answer =
        host.signed(
            host.host.apiAddress(),
            "GET",
            "/v3/" + host.credentials().project() + "/traces?" + query,
            "",
            Map.of());
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("traces");
  }

  @Test
  void aChangeIsToldWithWhoFromWhereAndBeforeAndAfter() {
    String urn = host.create("hello");
    host.call("PUT", "/fgs/functions/" + urn + "/config-max-instance", "{\"max_instance_num\":7}");
    JsonNode created = traces("trace_name=createFunction").path(0);
    assertEquals(urn + ":latest", created.path("resource_id").asText());
    assertEquals("hello", created.path("resource_name").asText());
    assertEquals("Function", created.path("resource_type").asText());
    assertEquals("admin", created.at("/user/name").asText());
    assertEquals(host.credentials().accessKey(), created.at("/user/access_key_id").asText());
    assertEquals("127.0.0.1", created.path("source_ip").asText());
    assertEquals("normal", created.path("trace_rating").asText());
    JsonNode changed = traces("trace_name=updateFunctionMaxInstanceConfig").path(0);
    assertEquals(400, changed.at("/before/strategy_config/concurrency").asInt());
    assertEquals(7, changed.at("/after/strategy_config/concurrency").asInt());
    host.call("DELETE", "/fgs/functions/" + urn, "");
    JsonNode deleted = traces("resource_id=" + urn + "&trace_name=deleteFunction").path(0);
    assertEquals("hello", deleted.at("/before/func_name").asText());
    assertFalse(deleted.has("after"));
  }

  @Test
  void tagsAreToldBeforeAndAfter() {
    String urn = host.create("hello");
    host.call(
        "POST",
        "/functions/" + urn + "/tags/create",
        "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}");
    JsonNode created = traces("trace_name=createTags").path(0);
    assertEquals(urn, created.path("resource_id").asText());
    assertEquals(0, created.at("/before/tags").size());
    assertEquals("b", created.at("/after/tags/0/value").asText());
  }

  @Test
  void refusedCallsAreToldAndInvocationsAreNot() {
    String urn = host.create("hello");
    host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}");
    host.send(
        host.host.apiAddress(),
        "DELETE",
        "/v2/" + host.credentials().project() + "/fgs/functions/" + urn,
        "",
        Map.of());
    JsonNode refused = traces("trace_rating=warning");
    assertEquals(1, refused.size(), refused::toString);
    assertEquals("401", refused.at("/0/code").asText());
    assertEquals("FSS.0401", refused.at("/0/error_code").asText());
    assertEquals("deleteFunction", refused.at("/0/trace_name").asText());
    assertTrue(refused.at("/0/user/name").isMissingNode());
    assertEquals(0, traces("trace_name=invokeFunction").size());
  }

  @Test
  void switchingATriggerHasTheGuidesNames() {
    String urn = host.create("hello");
    Answer trigger =
        host.call(
            "POST",
            "/fgs/triggers/" + urn,
            """
            {"trigger_type_code":"TIMER","trigger_status":"ACTIVE",
             "event_data":{"name":"often","schedule_type":"Rate","schedule":"1h"}}
            """);
    String path = "/fgs/triggers/" + urn + "/TIMER/" + trigger.json().path("trigger_id").asText();
    host.call("PUT", path, "{\"trigger_status\":\"DISABLED\"}");
    host.call("PUT", path, "{\"trigger_status\":\"ACTIVE\"}");
    host.call("DELETE", path, "");
    for (String name :
        new String[] {"createTrigger", "disabledTrigger", "enabledTrigger", "deleteTrigger"}) {
      assertEquals(1, traces("resource_type=Trigger&trace_name=" + name).size(), name);
    }
  }

  @Test
  void searchesByWhatIsUnknownAreRefused() {
    String path = "/v3/" + host.credentials().project() + "/traces?";
    for (String query :
        new String[] {
          "colour=red", "limit=0", "limit=201", "from=monday", "next=..%2F..", "trace_type=data"
        }) {
      Answer answer = host.signed(host.host.apiAddress(), "GET", path + query, "", Map.of());
      assertEquals(400, answer.status(), query);
      assertEquals("FSS.0400", answer.code(), query);
    }
    assertEquals(0, traces("to=1").size());
  }

  @Test
  void noSecretIsInTheFiles() throws IOException {
    String urn = host.create("hello");
    host.call(
        "PUT",
        "/fgs/functions/" + urn + "/config",
        """
        {"func_name":"hello","runtime":"Node.js18.15","timeout":5,"handler":"index.handler",
         "memory_size":128,"encrypted_user_data":"{\\"PASS\\":\\"s3cret-too\\"}"}
        """);
    Answer user =
        host.signed(
            host.host.apiAddress(),
            "POST",
            "/v3/users",
            "{\"user\":{\"name\":\"alice\",\"password\":\"s3cret-pass1\"}}",
            Map.of());
    Answer keys =
        host.signed(
            host.host.apiAddress(),
            "POST",
            "/v3.0/OS-CREDENTIAL/credentials",
            "{\"credential\":{\"user_id\":\"%s\"}}".formatted(user.json().at("/user/id").asText()),
            Map.of());
    String secret = keys.json().at("/credential/secret").asText();
    assertFalse(secret.isEmpty());
    try (Stream<Path> files = Files.list(home.resolve("host/audit"))) {
      String trail = String.join("\n", Files.readAllLines(files.findFirst().orElseThrow()));
      assertTrue(trail.contains("createCredential"), trail);
      assertFalse(trail.contains("s3cret"), trail);
      assertFalse(trail.contains(secret), trail);
    }
  }
}
