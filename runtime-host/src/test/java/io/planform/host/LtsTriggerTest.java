package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.lts.v2.LtsClient;
import com.huaweicloud.sdk.lts.v2.model.CreateLogGroupParams;
import com.huaweicloud.sdk.lts.v2.model.CreateLogGroupRequest;
import com.huaweicloud.sdk.lts.v2.model.CreateLogStreamParams;
import com.huaweicloud.sdk.lts.v2.model.CreateLogStreamRequest;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Json;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function writes to a stream, made by the official SDK, calls another one. */
class LtsTriggerTest {
  @TempDir Path home;
  private TestHost host;
  private String group;
  private String stream;
  private String triggers;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    LtsClient client =
        LtsClient.newBuilder()
            .withCredential(
                new BasicCredentials()
                    .withAk(host.credentials().accessKey())
                    .withSk(host.credentials().secretKey())
                    .withProjectId(host.credentials().project()))
            .withEndpoint(host.host.apiAddress())
            .build();
    group =
        client
            .createLogGroup(
                new CreateLogGroupRequest()
                    .withBody(new CreateLogGroupParams().withLogGroupName("g").withTtlInDays(3)))
            .getLogGroupId();
    stream =
        client
            .createLogStream(
                new CreateLogStreamRequest()
                    .withLogGroupId(group)
                    .withBody(new CreateLogStreamParams().withLogStreamName("s")))
            .getLogStreamId();
    create("writer");
    triggers = "/fgs/triggers/" + create("reader");
  }

  /** A function whose logs go to the stream. */
  private String create(String name) {
    String function = TestHost.function(name, "Node.js18.15", "index.handler").strip();
    String logs =
        ",\"log_config\":{\"group_id\":\"%s\",\"stream_id\":\"%s\"}}".formatted(group, stream);
    assertEquals(
        200,
        host.call("POST", "/fgs/functions", function.substring(0, function.length() - 1) + logs)
            .status());
    return host.urn(name);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer trigger(String streamId) {
    return host.call(
        "POST",
        triggers,
        "{\"trigger_type_code\":\"LTS\",\"event_data\":{\"log_group_id\":\"%s\",\"log_topic_id\":\"%s\"}}"
            .formatted(group, streamId));
  }

  private void write() {
    assertEquals(
        200,
        host.call("POST", "/fgs/functions/" + host.urn("writer") + "/invocations", "{}").status());
  }

  /** The next call of the reader. */
  private JsonNode message() throws Exception {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    while (call != null && call.function().name().equals("writer")) {
      call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    }
    assertNotNull(call, "nothing was called");
    byte[] data =
        Base64.getDecoder().decode(Json.read(call.event().payload()).at("/lts/data").asText());
    assertTrue(data.length <= 75 * 1024, "it has " + data.length + " bytes");
    return Json.read(data);
  }

  @Test
  void whatIsWrittenCallsTheFunctionWithTheGuidesEvent() throws Exception {
    assertEquals(201, trigger(stream).status());
    write();
    JsonNode message = message();
    assertEquals(group, message.path("log_group_id").asText());
    assertEquals(stream, message.path("log_topic_id").asText());
    assertEquals(host.credentials().project(), message.path("owner").asText());
    JsonNode logs = Json.read(message.path("logs").asText());
    assertEquals("hello", logs.get(1).path("message").asText());
    assertEquals(2, logs.get(1).path("line_no").asInt());
    assertTrue(logs.get(1).path("time").asLong() > 0);
  }

  /** The reader writes to the same stream: only what the writer writes comes to it. */
  @Test
  void aFunctionIsNotCalledByItsOwnLogs() throws Exception {
    trigger(stream);
    for (int i = 0; i < 3; i++) {
      write();
      JsonNode logs = Json.read(message().path("logs").asText());
      logs.forEach(log -> assertEquals("default:writer", log.path("path").asText()));
    }
  }

  @Test
  void largeLogsAreSplit() throws Exception {
    StringBuilder text = new StringBuilder("Start invoke request\n");
    for (int i = 0; i < 3000; i++) {
      text.append("line ").append(i).append(" \"\u00e4\" ".repeat(6)).append('\n');
    }
    host.invoker.behaviour =
        (function, event) ->
            new Invocation.Answer(
                new byte[0], new Invocation.Summary(1, 0, 1, true, text + "Finish\n"));
    trigger(stream);
    write();
    Set<Integer> lines = new HashSet<>();
    while (lines.size() < 3002) {
      Json.read(message().path("logs").asText())
          .forEach(log -> assertTrue(lines.add(log.path("line_no").asInt())));
    }
  }

  @Test
  void whatWasWrittenWhileItWasDisabledDoesNotCall() throws Exception {
    String trigger = triggers + "/LTS/" + trigger(stream).json().path("trigger_id").asText();
    assertEquals(200, host.call("PUT", trigger, "{\"trigger_status\":\"DISABLED\"}").status());
    assertEquals("STOPPED", state(trigger, "STOPPED"));
    write();
    assertEquals(200, host.call("PUT", trigger, "{\"trigger_status\":\"ACTIVE\"}").status());
    write();
    assertEquals(
        1,
        Json.read(message().path("logs").asText()).findValuesAsText("log_uid").stream()
            .distinct()
            .count());
  }

  /** The second change comes while what was written is still gathered. */
  @Test
  void aChangeThatChangesNothingLosesNothing() throws Exception {
    String trigger = triggers + "/LTS/" + trigger(stream).json().path("trigger_id").asText();
    assertEquals("RUNNING", state(trigger, "RUNNING"));
    write();
    assertEquals(200, host.call("PUT", trigger, "{\"trigger_status\":\"ACTIVE\"}").status());
    assertEquals(
        "hello", Json.read(message().path("logs").asText()).get(1).path("message").asText());
  }

  @Test
  void aStreamThatIsGoneShowsInTheTriggersStatus() {
    String trigger = triggers + "/LTS/" + trigger(stream).json().path("trigger_id").asText();
    assertEquals("RUNNING", state(trigger, "RUNNING"));
    host.call("DELETE", "/groups/%s/streams/%s".formatted(group, stream), "");
    assertEquals("FAILED", state(trigger, "FAILED"));
    assertEquals(
        "There is no log stream %s any more.".formatted(stream),
        host.get(trigger).json().at("/source/error").asText());
  }

  private String state(String trigger, String wanted) {
    String state = "";
    for (int i = 0; i < 6000 && !state.equals(wanted); i++) {
      state = host.get(trigger).json().at("/source/state").asText();
    }
    return state;
  }

  @Test
  void refusesAStreamThatIsNotThereAndTheSameOneTwice() {
    assertEquals("FSS.0404", trigger("none").code());
    trigger(stream);
    assertEquals("FSS.0409", trigger(stream).code());
  }
}
