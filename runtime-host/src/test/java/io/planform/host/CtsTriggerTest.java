package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations of the API call functions. */
class CtsTriggerTest {
  @TempDir Path home;
  private TestHost host;
  private String triggers;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    triggers = "/fgs/triggers/" + host.create("watcher");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer watch(String name, String operations) {
    return host.call(
        "POST",
        triggers,
        "{\"trigger_type_code\":\"CTS\",\"event_data\":{\"name\":\"%s\",\"operations\":%s}}"
            .formatted(name, operations));
  }

  private JsonNode called() throws Exception {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    assertNotNull(call, "nothing was called");
    return Json.read(call.event().payload()).path("cts");
  }

  @Test
  void anOperationCallsTheFunctionWithTheGuidesEvent() throws Exception {
    assertEquals(201, watch("made", "[\"FunctionGraph:Functions:createFunction\"]").status());
    String urn = host.create("one");
    JsonNode cts = called();
    assertEquals("createFunction", cts.path("trace_name").asText());
    assertEquals("FunctionGraph", cts.path("service_type").asText());
    assertEquals(urn, cts.path("resource_id").asText().replace(":latest", ""));
    assertEquals(200, cts.path("code").asInt());
    assertEquals("ApiCall", cts.path("trace_type").asText());
    assertEquals("normal", cts.path("trace_status").asText());
    assertEquals(host.credentials().project(), cts.at("/user/domain/id").asText());
  }

  @Test
  void otherOperationsDoNot() throws Exception {
    watch("gone", "[\"FunctionGraph:Functions:deleteFunction\"]");
    String urn = host.create("one");
    host.create("two");
    host.call("DELETE", "/fgs/functions/" + urn, "");
    assertEquals("deleteFunction", called().path("trace_name").asText());
  }

  @Test
  void whatHappenedWhileTheHostWasDownOrRestartedCallsOnce() throws Exception {
    watch("made", "[\"FunctionGraph:Functions:createFunction\"]");
    host.create("one");
    called();
    host.close();
    host = new TestHost(home);
    String urn = host.create("two");
    assertEquals(urn, called().path("resource_id").asText().replace(":latest", ""));
  }

  @Test
  void refusesWhatIsNoOperation() {
    assertEquals("FSS.0400", watch("made", "[]").code());
    assertEquals("FSS.0400", watch("made", "[\"createFunction\"]").code());
    assertEquals("FSS.0400", watch("made", "\"a:b:c\"").code());
  }
}
