package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.EnableAsyncStatusLogRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowProjectAsyncStatusLogInfoRequest;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of asynchronous invocations in a log stream: the user guide's section 14.1.32. */
class AsyncStatusLogTest {
  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer configure(String body) {
    return host.call("PUT", "/fgs/functions/" + host.urn("hello") + "/async-invoke-config", body);
  }

  private JsonNode stream() {
    TestHost.Answer answer = host.get("/fgs/functions/async-status-log-detail");
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private List<JsonNode> find(ObjectNode labels) {
    JsonNode stream = stream();
    ObjectNode query =
        Json.object().put("start_time", "0").put("end_time", Long.toString(Long.MAX_VALUE));
    query.set("labels", labels);
    TestHost.Answer answer =
        host.call(
            "POST",
            "/groups/%s/streams/%s/content/query"
                .formatted(stream.get("group_id").asText(), stream.get("stream_id").asText()),
            query.toString());
    assertEquals(200, answer.status(), answer.text());
    List<JsonNode> found = new ArrayList<>();
    answer.json().get("logs").forEach(found::add);
    return found;
  }

  private List<JsonNode> awaited(ObjectNode labels, int count) {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    List<JsonNode> found = find(labels);
    while (found.size() < count && System.nanoTime() < latest) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      found = find(labels);
    }
    return found;
  }

  private String invoke() {
    return host.call("POST", "/fgs/functions/" + host.urn("hello") + "/invocations-async", "{}")
        .json()
        .get("request_id")
        .textValue();
  }

  @Test
  void hasALineWithSixFieldsForEachState() {
    assertEquals(404, host.get("/fgs/functions/async-status-log-detail").status());
    FunctionGraphClient client = host.officialClient(host.credentials().secretKey());
    assertEquals(
        200, client.enableAsyncStatusLog(new EnableAsyncStatusLogRequest()).getHttpStatusCode());
    assertEquals(
        "functiongraph-async-status",
        client
            .showProjectAsyncStatusLogInfo(new ShowProjectAsyncStatusLogInfoRequest())
            .getStreamName());
    TestHost.Answer configured = configure("{\"enable_async_status_log\":true}");
    assertTrue(configured.json().get("enable_async_status_log").booleanValue());
    host.invoker.behaviour =
        (_, _) ->
            new Invocation.FunctionError(
                "{\"errorMessage\":\"no luck\"}".getBytes(StandardCharsets.UTF_8),
                FakeInvoker.SUMMARY);
    configure("{\"enable_async_status_log\":true,\"max_async_retry_attempts\":0}");
    String id = invoke();
    String other = invoke();
    List<JsonNode> failed = awaited(Json.object().put("request_id", id).put("seq_status", "3"), 1);
    JsonNode labels = failed.getFirst().get("labels");
    assertEquals(host.urn("hello") + ":latest", labels.get("function_urn").textValue());
    assertEquals("1", labels.get("error_code").textValue());
    assertEquals("no luck", labels.get("error_message").textValue());
    assertEquals(
        "%s:latest|%s|3|%s|1|no luck"
            .formatted(host.urn("hello"), id, labels.get("operation_timestamp").textValue()),
        failed.getFirst().get("content").textValue());
    assertEquals(3, awaited(Json.object().put("request_id", id), 3).size());
    assertEquals(3, awaited(Json.object().put("request_id", other), 3).size());
    assertEquals(2, find(Json.object().put("error_code", "1")).size());
  }

  @Test
  void hasNothingOfFunctionsThatDoNotAskForIt() {
    host.call("POST", "/fgs/functions/enable-async-status-logs", "{}");
    configure("{\"max_async_retry_attempts\":0}");
    invoke();
    host.create("loud");
    host.call(
        "PUT",
        "/fgs/functions/" + host.urn("loud") + "/async-invoke-config",
        "{\"enable_async_status_log\":true}");
    host.call("POST", "/fgs/functions/" + host.urn("loud") + "/invocations-async", "{}");
    awaited(Json.object().put("seq_status", "2"), 1)
        .forEach(
            each ->
                assertTrue(
                    each.at("/labels/function_urn").textValue().contains("loud"), "" + each));
  }

  @Test
  void refusesStreamsThatAreNotThere() {
    TestHost.Answer answer =
        configure(
            "{\"enable_async_status_log\":true,\"log_group_id\":\"a\",\"log_stream_id\":\"b\"}");
    assertEquals(404, answer.status(), answer.text());
    assertEquals(
        400, configure("{\"enable_async_status_log\":true,\"log_group_id\":\"a\"}").status());
  }
}
