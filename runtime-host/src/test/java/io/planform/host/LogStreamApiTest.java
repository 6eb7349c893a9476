package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.lts.v2.LtsClient;
import com.huaweicloud.sdk.lts.v2.model.CreateLogGroupParams;
import com.huaweicloud.sdk.lts.v2.model.CreateLogGroupRequest;
import com.huaweicloud.sdk.lts.v2.model.CreateLogStreamParams;
import com.huaweicloud.sdk.lts.v2.model.CreateLogStreamRequest;
import com.huaweicloud.sdk.lts.v2.model.DeleteLogGroupRequest;
import com.huaweicloud.sdk.lts.v2.model.DeleteLogStreamRequest;
import com.huaweicloud.sdk.lts.v2.model.ListLogGroupsRequest;
import com.huaweicloud.sdk.lts.v2.model.ListLogStreamRequest;
import com.huaweicloud.sdk.lts.v2.model.ListLogsRequest;
import com.huaweicloud.sdk.lts.v2.model.LogContents;
import com.huaweicloud.sdk.lts.v2.model.LogGroup;
import com.huaweicloud.sdk.lts.v2.model.LogStreamResBody;
import com.huaweicloud.sdk.lts.v2.model.QueryLtsLogParams;
import com.huaweicloud.sdk.lts.v2.model.UpdateLogGroupParams;
import com.huaweicloud.sdk.lts.v2.model.UpdateLogGroupRequest;
import com.huaweicloud.sdk.lts.v2.model.UpdateLogStreamParams;
import com.huaweicloud.sdk.lts.v2.model.UpdateLogStreamRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log groups and streams by the official SDK, and functions whose logs go there. */
class LogStreamApiTest {
  @TempDir Path home;
  private TestHost host;
  private LtsClient client;
  private String group;
  private String stream;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    connect();
    group = client.createLogGroup(group("shop", 3)).getLogGroupId();
    stream = client.createLogStream(stream("orders")).getLogStreamId();
  }

  private void connect() {
    client =
        LtsClient.newBuilder()
            .withCredential(
                new BasicCredentials()
                    .withAk(host.credentials().accessKey())
                    .withSk(host.credentials().secretKey())
                    .withProjectId(host.credentials().project()))
            .withEndpoint(host.host.apiAddress())
            .build();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private static CreateLogGroupRequest group(String name, int days) {
    return new CreateLogGroupRequest()
        .withBody(new CreateLogGroupParams().withLogGroupName(name).withTtlInDays(days));
  }

  private CreateLogStreamRequest stream(String name) {
    return new CreateLogStreamRequest()
        .withLogGroupId(group)
        .withBody(new CreateLogStreamParams().withLogStreamName(name));
  }

  private List<LogStreamResBody> streams() {
    return client.listLogStream(new ListLogStreamRequest().withLogGroupId(group)).getLogStreams();
  }

  /** A function with more settings. */
  private TestHost.Answer create(String name, String settings) {
    String function = TestHost.function(name, "Node.js18.15", "index.handler").strip();
    return host.call(
        "POST",
        "/fgs/functions",
        function.substring(0, function.length() - 1) + "," + settings + "}");
  }

  private String logConfig() {
    return "\"log_config\":{\"group_id\":\"%s\",\"stream_id\":\"%s\"}".formatted(group, stream);
  }

  private String invoke(String name) {
    return host.call("POST", "/fgs/functions/" + host.urn(name) + "/invocations", "{}")
        .header("X-Cff-Request-Id");
  }

  private List<LogContents> logs(Map<String, String> labels) {
    QueryLtsLogParams query =
        new QueryLtsLogParams().withStartTime("0").withEndTime("99999999999999").withLabels(labels);
    return client
        .listLogs(
            new ListLogsRequest().withLogGroupId(group).withLogStreamId(stream).withBody(query))
        .getLogs();
  }

  @Test
  void theOfficialSdkMakesChangesAndDeletesThem() throws HostException {
    client.updateLogGroup(
        new UpdateLogGroupRequest()
            .withLogGroupId(group)
            .withBody(new UpdateLogGroupParams().withTtlInDays(30)));
    client.updateLogStream(
        new UpdateLogStreamRequest()
            .withLogGroupId(group)
            .withLogStreamId(stream)
            .withBody(new UpdateLogStreamParams().withTtlInDays(5)));
    host.close();
    host = new TestHost(home);
    connect();
    LogGroup shown = client.listLogGroups(new ListLogGroupsRequest()).getLogGroups().getFirst();
    assertEquals("shop", shown.getLogGroupName());
    assertEquals(30, shown.getTtlInDays());
    assertEquals("orders", streams().getFirst().getLogStreamName());
    assertEquals(5, streams().getFirst().getTtlInDays());
    client.deleteLogStream(
        new DeleteLogStreamRequest().withLogGroupId(group).withLogStreamId(stream));
    assertEquals(List.of(), streams());
    client.deleteLogGroup(new DeleteLogGroupRequest().withLogGroupId(group));
    assertEquals(List.of(), client.listLogGroups(new ListLogGroupsRequest()).getLogGroups());
  }

  @Test
  void tagsAndFavoritesAreKept() {
    host.signed(
        host.host.apiAddress(),
        "POST",
        "/v1/" + host.credentials().project() + "/topics/" + stream + "/tags/action",
        "{\"action\":\"create\",\"is_open\":true,\"tags\":[{\"key\":\"team\",\"value\":\"a\"}]}",
        Map.of());
    host.signed(
        host.host.apiAddress(),
        "POST",
        "/v1.0/" + host.credentials().project() + "/lts/favorite",
        "{\"favorite_resource_type\":\"log_stream\",\"favorite_resource_id\":\"%s\"}"
            .formatted(stream),
        Map.of());
    assertEquals(Map.of("team", "a"), streams().getFirst().getTag());
    assertTrue(streams().getFirst().getIsFavorite());
  }

  @Test
  void functionsShareAStreamAndAreToldApart() {
    String settings = logConfig() + ",\"lts_custom_tag\":{\"team\":\"blue\"}";
    assertEquals(200, create("one", settings).status());
    assertEquals(200, create("two", logConfig()).status());
    String first = invoke("one");
    invoke("two");
    assertEquals(2, logs(Map.of()).size());
    LogContents found = logs(Map.of("function", "default:one")).getFirst();
    assertEquals(first, found.getLabels().get("request_id"));
    assertEquals("blue", found.getLabels().get("team"));
    assertEquals(1, logs(Map.of("team", "blue")).size());
    JsonNode shown = host.get("/fgs/functions/" + host.urn("one") + "/config").json();
    assertEquals(group, shown.path("log_group_id").asText());
    assertEquals(stream, shown.path("log_stream_id").asText());
    assertTrue(shown.path("enable_lts_log").asBoolean());
    JsonNode details = host.get("/fgs/functions/" + host.urn("one") + "/lts-log-detail").json();
    assertEquals("shop", details.path("group_name").asText());
    assertEquals("orders", details.path("stream_name").asText());
  }

  @Test
  void aFunctionThatIsToldToKeepsNoLogs() {
    assertEquals(200, create("quiet", "\"enable_lts_log\":false," + logConfig()).status());
    invoke("quiet");
    assertEquals(List.of(), logs(Map.of()));
    String urn = host.urn("quiet");
    assertFalse(
        host.get("/fgs/functions/" + urn + "/config").json().path("enable_lts_log").asBoolean());
    assertEquals(404, host.get("/fgs/functions/" + urn + "/lts-log-detail").status());
    host.call(
        "PUT",
        "/fgs/functions/" + urn + "/config",
        """
        {"func_name":"quiet","runtime":"Node.js18.15","timeout":5,"handler":"index.handler",
         "memory_size":128,"enable_lts_log":true}""");
    invoke("quiet");
    assertEquals(1, logs(Map.of()).size());
  }

  @Test
  void aDeletedStreamTakesItsLogsAlongAndGetsNoMore() {
    create("one", logConfig());
    invoke("one");
    client.deleteLogGroup(new DeleteLogGroupRequest().withLogGroupId(group));
    invoke("one");
    assertEquals(404, host.get("/fgs/functions/" + host.urn("one") + "/lts-log-detail").status());
    assertFalse(java.nio.file.Files.exists(home.resolve("host").resolve("logs").resolve(stream)));
  }

  @Test
  void refusesWhatIsTakenUnknownOrSenseless() {
    String groups = "/groups";
    String streams = groups + "/" + group + "/streams";
    assertEquals(
        409, host.call("POST", groups, "{\"log_group_name\":\"shop\",\"ttl_in_days\":3}").status());
    assertEquals(409, host.call("POST", streams, "{\"log_stream_name\":\"orders\"}").status());
    for (String days : new String[] {"0", "366", "\"7\""}) {
      assertEquals(
          400,
          host.call("POST", groups, "{\"log_group_name\":\"g\",\"ttl_in_days\":%s}".formatted(days))
              .status());
    }
    assertEquals(400, host.call("POST", streams, "{\"log_stream_name\":\"a b\"}").status());
    assertEquals(404, host.call("DELETE", "/groups/none", "").status());
    String elsewhere = logConfig().replace(stream, "none");
    assertEquals(404, create("one", elsewhere).status());
    assertEquals(400, create("one", "\"log_config\":{\"stream_id\":\"x\"}").status());
    assertEquals(400, create("one", "\"lts_custom_tag\":{\"version\":\"x\"}").status());
  }
}
