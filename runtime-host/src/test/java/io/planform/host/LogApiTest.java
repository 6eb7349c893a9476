package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.functiongraph.v2.model.EnableLtsLogsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowLtsLogDetailsRequest;
import io.planform.host.TestHost.Answer;
import io.planform.host.dispatch.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of functions, asked for as clients of LTS do. */
class LogApiTest {
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

  private String invoke() {
    return host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}")
        .header("X-Cff-Request-Id");
  }

  private void fails(Invocation.Cause cause, String log) {
    Invocation.Summary summary = new Invocation.Summary(1, 0, 0, false, log);
    host.invoker.behaviour = (function, event) -> cause.because("It was not to be", summary);
  }

  private Answer query(String fields) {
    JsonNode stream = host.get("/fgs/functions/" + urn + "/lts-log-detail").json();
    return host.call(
        "POST",
        "/groups/%s/streams/%s/content/query"
            .formatted(stream.path("group_id").asText(), stream.path("stream_id").asText()),
        "{\"start_time\":\"0\",\"end_time\":\"99999999999999\"" + fields + "}");
  }

  private JsonNode logs(String fields) {
    Answer answer = query(fields);
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("logs");
  }

  @Test
  void theOfficialSdkFindsTheStream() {
    var client = host.officialClient(host.credentials().secretKey());
    assertEquals(200, client.enableLtsLogs(new EnableLtsLogsRequest()).getHttpStatusCode());
    var details = client.showLtsLogDetails(new ShowLtsLogDetailsRequest().withFunctionUrn(urn));
    assertEquals("functiongraph.log.group." + host.credentials().project(), details.getGroupName());
    assertEquals(36, details.getGroupId().length());
    assertEquals("hello_" + details.getStreamId(), details.getStreamName());
  }

  @Test
  void showsEachInvocationWithItsLabels() {
    String id = invoke();
    JsonNode log = logs("").path(0);
    assertEquals(
        "Start invoke request\nhello\nFinish invoke request\n", log.path("content").asText());
    assertEquals(id, log.at("/labels/request_id").asText());
    assertEquals("latest", log.at("/labels/version").asText());
    assertEquals("success", log.at("/labels/status").asText());
    assertTrue(log.at("/labels/collectTime").isTextual());
    assertTrue(log.path("line_num").isTextual());
  }

  @Test
  void findsByRequestCauseAndText() {
    String first = invoke();
    fails(Invocation.Cause.TIMED_OUT, "Start\n");
    String second = invoke();
    assertEquals(1, logs(",\"labels\":{\"request_id\":\"" + first + "\"}").size());
    JsonNode slow = logs(",\"labels\":{\"status\":\"timed_out\"}");
    assertEquals(second, slow.path(0).at("/labels/request_id").asText());
    assertEquals("Start\nIt was not to be\n", slow.path(0).path("content").asText());
    assertEquals(first, logs(",\"keywords\":\"HELLO\"").path(0).at("/labels/request_id").asText());
    assertEquals(0, logs(",\"labels\":{\"version\":\"v1\"}").size());
    assertEquals(1, query(",\"limit\":1").json().path("count").asInt());
    assertEquals(2, query(",\"limit\":1,\"is_count\":true").json().path("count").asInt());
  }

  @Test
  void pagesByTheNumberOfTheLastLine() {
    String first = invoke();
    String second = invoke();
    JsonNode page = query(",\"limit\":1,\"is_desc\":true").json();
    assertFalse(page.path("isQueryComplete").asBoolean());
    assertEquals(second, page.at("/logs/0/labels/request_id").asText());
    JsonNode next =
        query(
                ",\"is_desc\":true,\"search_type\":\"forwards\",\"line_num\":\"%s\""
                    .formatted(page.at("/logs/0/line_num").asText()))
            .json();
    assertTrue(next.path("isQueryComplete").asBoolean());
    assertEquals(1, next.path("logs").size());
    assertEquals(first, next.at("/logs/0/labels/request_id").asText());
  }

  @Test
  void pagesBackwardsToWhatCameBeforeInTheSameOrder() {
    String first = invoke();
    String second = invoke();
    String third = invoke();
    for (boolean descending : new boolean[] {false, true}) {
      List<String> order =
          descending ? List.of(third, second, first) : List.of(first, second, third);
      String last = logs(",\"is_desc\":" + descending).path(2).path("line_num").asText();
      JsonNode page =
          query(
                  ",\"search_type\":\"backwards\",\"limit\":1,\"is_desc\":%s,\"line_num\":\"%s\""
                      .formatted(descending, last))
              .json();
      assertEquals(order.get(1), page.at("/logs/0/labels/request_id").asText());
      assertFalse(page.path("isQueryComplete").asBoolean());
      JsonNode all =
          logs(
              ",\"search_type\":\"backwards\",\"is_desc\":%s,\"line_num\":\"%s\""
                  .formatted(descending, last));
      assertEquals(order.get(0), all.path(0).at("/labels/request_id").asText());
      assertEquals(order.get(1), all.path(1).at("/labels/request_id").asText());
      assertEquals(2, all.size());
    }
  }

  @Test
  void marksWhatWasSearchedForUnlessToldNotTo() {
    invoke();
    assertEquals(
        "Start invoke request\n<HighLightTag>hello</HighLightTag>\nFinish invoke request\n",
        logs(",\"keywords\":\"HELLO\"").path(0).path("content").asText());
    assertEquals(
        "Start invoke request\nhello\nFinish invoke request\n",
        logs(",\"keywords\":\"HELLO\",\"highlight\":false").path(0).path("content").asText());
  }

  @Test
  void callsThatGotNoInstanceAreNotInTheLog() {
    fails(Invocation.Cause.OVERLOADED, "");
    invoke();
    assertEquals(0, logs("").size());
  }

  @Test
  void logsOutliveTheHostAndNotTheFunction() throws HostException {
    String id = invoke();
    host.close();
    host = new TestHost(home);
    assertEquals(id, logs("").path(0).at("/labels/request_id").asText());
    String path =
        "/groups/%s/streams/%s/content/query"
            .formatted(
                host.get("/fgs/functions/" + urn + "/lts-log-detail")
                    .json()
                    .path("group_id")
                    .asText(),
                host.get("/fgs/functions/" + urn + "/lts-log-detail")
                    .json()
                    .path("stream_id")
                    .asText());
    host.call("DELETE", "/fgs/functions/" + urn, "");
    assertEquals(
        404, host.call("POST", path, "{\"start_time\":\"0\",\"end_time\":\"1\"}").status());
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (String wrong :
        new String[] {
          ",\"limit\":0",
          ",\"limit\":5001",
          ",\"labels\":{\"status\":\"sad\"}",
          ",\"line_num\":\"x\"",
          ",\"search_type\":\"backwards\"",
          ",\"highlight\":\"no\"",
          ",\"keywords\":7"
        }) {
      assertEquals(400, query(wrong).status(), wrong);
    }
    assertEquals(
        404,
        host.call(
                "POST",
                "/groups/x/streams/..%2F..%2Faudit/content/query",
                "{\"start_time\":\"0\",\"end_time\":\"1\"}")
            .status());
  }

  @Test
  void noSecretOfTheFunctionGetsIntoItsLogByTheHost() {
    fails(Invocation.Cause.START_FAILED, "");
    invoke();
    assertFalse(new String(query("").body(), StandardCharsets.UTF_8).contains("s3cret"));
  }
}
