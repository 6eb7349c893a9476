package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.planform.host.TestHost.Answer;
import io.planform.host.dispatch.Invocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarm rules over the API, in a running host. */
class AlarmApiTest {
  private static final String METRIC =
      """
      "metric":{"namespace":"SYS.FunctionGraph","metric_name":"failcount",
        "dimensions":[{"name":"package-functionname","value":"default-hello"}]}\
      """;
  private static final String CONDITION =
      "\"condition\":{\"period\":1,\"filter\":\"sum\",\"comparison_operator\":\">=\",\"value\":1}";

  @TempDir Path home;
  private volatile Instant now = Instant.now();
  private TestHost host;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home, () -> now);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private Answer call(String method, String path, String body) {
    return host.signed(
        host.host.apiAddress(),
        method,
        "/V1.0/" + host.credentials().project() + "/alarms" + path,
        body,
        Map.of());
  }

  private static String rule(String name, String more) {
    return "{\"alarm_name\":\"%s\",%s,%s%s}".formatted(name, METRIC, CONDITION, more);
  }

  private String create(String name, String more) {
    Answer answer = call("POST", "", rule(name, more));
    assertEquals(201, answer.status(), answer.text());
    return answer.json().path("alarm_id").asText();
  }

  @Test
  void keepsRulesThroughARestart() throws HostException {
    String id = create("errors", ",\"alarm_level\":1");
    host.close();
    host = new TestHost(home, () -> now);
    JsonNode rule = call("GET", "/" + id, "").json().at("/metric_alarms/0");
    assertEquals("errors", rule.path("alarm_name").asText());
    assertEquals(1, rule.path("alarm_level").asInt());
    assertEquals(60, rule.at("/condition/period").asInt());
    assertEquals("default-hello", rule.at("/metric/dimensions/0/value").asText());
    assertEquals("ok", rule.path("alarm_state").asText());
    assertTrue(rule.path("alarm_enabled").asBoolean());
    assertEquals(204, call("PUT", "/" + id + "/action", "{\"alarm_enabled\":false}").status());
    assertFalse(call("GET", "", "").json().at("/metric_alarms/0/alarm_enabled").asBoolean(true));
    assertEquals(204, call("DELETE", "/" + id, "").status());
    assertEquals(404, call("GET", "/" + id, "").status());
    assertEquals(0, call("GET", "", "").json().at("/meta_data/total").asInt());
  }

  @Test
  void aRunningHostTellsTheWebhookByItself() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      String url = "http://127.0.0.1:%d/s3cret".formatted(receiver.getAddress().getPort());
      create(
          "errors",
          ",\"alarm_actions\":[{\"type\":\"webhook\",\"notificationList\":[\"%s\"]}]"
              .formatted(url));
      host.invoker.behaviour =
          (function, event) ->
              Invocation.Cause.EXITED.because("It ended", Invocation.Summary.NOTHING);
      host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}");
      now = now.plus(Duration.ofMinutes(1));
      String notice = told.poll(2, TimeUnit.MINUTES);
      assertNotNull(notice);
      assertTrue(notice.contains("\"alarm_state\":\"alarm\""), notice);
      assertFalse(trail().contains("s3cret"), "addresses of webhooks are not in the audit trail");
    } finally {
      receiver.stop(0);
    }
  }

  private String trail() throws IOException {
    StringBuilder trail = new StringBuilder();
    try (Stream<Path> files = Files.list(home.resolve("host/audit"))) {
      for (Path file : files.toList()) {
        trail.append(Files.readString(file));
      }
    }
    assertTrue(trail.indexOf("createAlarm") >= 0, trail.toString());
    return trail.toString();
  }

  @Test
  void aRuleIsChangedAndKeepsItsMetric() {
    String id = create("errors", "");
    assertEquals(
        204,
        call(
                "PUT",
                "/" + id,
                """
                {"alarm_name":"many-errors","alarm_level":1,
                 "condition":{"period":300,"filter":"max","comparison_operator":">","value":7}}""")
            .status());
    JsonNode rule = call("GET", "/" + id, "").json().at("/metric_alarms/0");
    assertEquals("many-errors", rule.path("alarm_name").asText());
    assertEquals(1, rule.path("alarm_level").asInt());
    assertEquals(7, rule.at("/condition/value").asInt());
    assertEquals("failcount", rule.at("/metric/metric_name").asText());
    create("others", "");
    assertEquals(409, call("PUT", "/" + id, "{\"alarm_name\":\"others\"}").status());
    assertEquals(400, call("PUT", "/" + id, "{\"alarm_level\":9}").status());
    assertEquals(404, call("PUT", "/al0", "{}").status());
  }

  @Test
  void refusesWhatItWouldNotActOn() {
    String id = create("errors", "");
    assertEquals(409, call("POST", "", rule("errors", "")).status());
    Answer topic =
        call(
            "POST",
            "",
            rule(
                "topic",
                ",\"alarm_actions\":[{\"type\":\"notification\",\"notificationList\":[\"urn:fss:x\"]}]"));
    assertEquals("FSS.0400", topic.code());
    Answer scaling =
        call(
            "POST",
            "",
            rule(
                "scaling",
                ",\"alarm_actions\":[{\"type\":\"autoscaling\",\"notificationList\":[\"x\"]}]"));
    assertEquals("FSS.0406", scaling.code());
    assertTrue(scaling.text().contains("no scaling groups"), scaling.text());
    for (String wrong :
        new String[] {
          rule("a b", ""),
          rule("x", ",\"alarm_level\":5"),
          rule("x", ",\"alarm_template_id\":\"at1\""),
          rule("x", "").replace("failcount", "cpu_util"),
          rule("x", "").replace("SYS.FunctionGraph", "SYS.ECS"),
          rule("x", "").replace("\"sum\"", "\"variance\""),
          rule("x", "").replace("\"period\":1", "\"period\":7"),
          rule("x", "").replace(">=", "!="),
          rule("x", ",\"ok_actions\":[{\"type\":\"webhook\",\"notificationList\":[\"ftp://x\"]}]"),
          rule(
              "x",
              ",\"ok_actions\":[{\"type\":\"webhook\",\"notificationList\":[\"http://a:b@x/\"]}]")
        }) {
      assertEquals(400, call("POST", "", wrong).status(), wrong);
    }
    assertEquals(404, call("POST", "", rule("x", "").replace("-hello", "-none")).status());
    assertEquals(400, call("PUT", "/" + id + "/action", "{}").status());
    assertEquals(404, call("DELETE", "/al0", "").status());
  }
}
