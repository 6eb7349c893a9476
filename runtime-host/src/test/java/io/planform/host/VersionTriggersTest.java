package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers of versions and of aliases. */
class VersionTriggersTest {
  @TempDir Path home;
  private TestHost host;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
    host.invoker.behaviour =
        (function, event) ->
            new Invocation.Answer(
                "{\"statusCode\":200,\"body\":\"%s\"}"
                    .formatted(function.version())
                    .getBytes(StandardCharsets.UTF_8),
                FakeInvoker.SUMMARY);
    publish("v1", 1);
    publish("v2", 2);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void publish(String name, int maxInstances) {
    host.call(
        "PUT",
        "/fgs/functions/" + urn + "/config-max-instance",
        "{\"max_instance_num\":%d}".formatted(maxInstances));
    TestHost.Answer answer =
        host.call(
            "POST", "/fgs/functions/" + urn + "/versions", "{\"version\":\"%s\"}".formatted(name));
    assertEquals(200, answer.status(), answer.text());
  }

  private void alias(String body) {
    TestHost.Answer answer = host.call("POST", "/fgs/functions/" + urn + "/aliases", body);
    assertEquals(200, answer.status(), answer.text());
  }

  private String trigger(String qualifier, String path) {
    TestHost.Answer answer =
        host.call(
            "POST",
            "/fgs/triggers/" + urn + qualifier,
            TriggerApiTest.api("a", path, "GET", "NORMAL", "NONE"));
    assertEquals(201, answer.status(), answer.text());
    return answer.json().get("trigger_id").textValue();
  }

  private TestHost.Answer get(String path, Map<String, String> headers) {
    return host.send(host.host.gatewayAddress(), "GET", path, "", headers);
  }

  private int count(String qualifier) {
    return host.get("/fgs/triggers/" + urn + qualifier).json().size();
  }

  @Test
  void eachCallsWhatItWasMadeFor() throws HostException {
    alias(
        """
        {"name":"live","version":"v1","additional_version_strategy":{"v2":{"rules":[
          {"rule_type":"Cookie","param":"tester","op":"=","value":"yes"}]}}}
        """);
    trigger("", "/latest");
    trigger(":v2", "/v2");
    trigger(":!live", "/live");
    for (int i = 0; i < 2; i++) {
      assertEquals("latest", get("/latest", Map.of()).text());
      assertEquals("v2", get("/v2", Map.of()).text());
      assertEquals("v1", get("/live", Map.of()).text());
      assertEquals("v2", get("/live", Map.of("Cookie", "tester=yes")).text());
      if (i == 0) {
        restart();
      }
    }
  }

  private void restart() throws HostException {
    var behaviour = host.invoker.behaviour;
    host.close();
    host = new TestHost(home);
    host.invoker.behaviour = behaviour;
  }

  @Test
  void areListedShownAndDeletedByTheUrnTheyBelongTo() {
    alias("{\"name\":\"live\",\"version\":\"v1\"}");
    String ofLatest = trigger("", "/latest");
    String ofVersion = trigger(":v1", "/v1");
    trigger(":!live", "/live");
    assertEquals(1, count(""));
    assertEquals(1, count(":latest"));
    assertEquals(1, count(":v1"));
    assertEquals(0, count(":v2"));
    assertEquals(1, count(":!live"));
    assertEquals(200, host.get("/fgs/triggers/" + urn + ":v1/APIG/" + ofVersion).status());
    assertEquals("FSS.1131", host.get("/fgs/triggers/" + urn + ":v1/APIG/" + ofLatest).code());
    String all = host.get("/fgs/triggers").text();
    assertTrue(all.contains(urn + ":!live") && all.contains(urn + ":v1"), all);

    assertEquals(204, host.call("DELETE", "/fgs/triggers/" + urn + ":v1", "").status());
    assertEquals(0, count(":v1"));
    assertEquals(1, count(":!live"));
    assertEquals(204, host.call("DELETE", "/fgs/triggers/" + urn, "").status());
    assertEquals(0, count(":!live"));
    assertEquals(404, get("/live", Map.of()).status());
  }

  @Test
  void goWithTheirVersionAndDoNotComeBackWithAnotherOfItsName() {
    alias("{\"name\":\"live\",\"version\":\"v1\"}");
    trigger(":v1", "/v1");
    trigger(":!live", "/live");
    assertEquals("v1", get("/live", Map.of()).text());
    assertEquals(204, host.call("DELETE", "/fgs/functions/" + urn + ":v1", "").status());
    publish("v1", 3);
    alias("{\"name\":\"live\",\"version\":\"v1\"}");
    assertEquals(404, get("/v1", Map.of()).status());
    assertEquals(404, get("/live", Map.of()).status());
    assertEquals(0, host.get("/fgs/triggers").json().get("triggers").size());
    trigger(":v1", "/v1");
    assertEquals("v1", get("/v1", Map.of()).text());
  }

  @Test
  void apisNameNoOtherVersionThanTheirOwn() {
    String api = TriggerApiTest.api("a", "/v1", "GET", "NORMAL", "NONE");
    String triggers = "/fgs/triggers/" + urn + ":v1";
    String own = "\"timeout\":5000,\"version\":\"v1\",\"function_urn\":\"%s:v1\"".formatted(urn);
    String other = "\"timeout\":5000,\"version\":\"latest\"";
    assertEquals(
        "FSS.1107", host.call("POST", triggers, api.replace("\"timeout\":5000", other)).code());
    assertEquals(201, host.call("POST", triggers, api.replace("\"timeout\":5000", own)).status());
    assertEquals("FSS.1052", host.call("POST", "/fgs/triggers/" + urn + ":v9", api).code());
    assertEquals("FSS.1053", host.call("POST", "/fgs/triggers/" + urn + ":!none", api).code());
  }
}
