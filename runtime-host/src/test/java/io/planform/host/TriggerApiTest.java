package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.dispatch.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerApiTest {
  @TempDir Path home;
  private TestHost host;
  private String triggers;

  static String timer(String name, String rate) {
    return """
        {"trigger_type_code":"TIMER","event_data":{"name":"%s","schedule_type":"Rate","schedule":"%s","user_event":"ue"}}"""
        .formatted(name, rate);
  }

  static String api(String name, String path, String method, String match, String auth) {
    return """
        {"trigger_type_code":"APIG","event_data":{"name":"%s","group_id":"default",
         "env_id":"DEFAULT_ENVIRONMENT_RELEASE_ID","env_name":"RELEASE","path":"%s","protocol":"HTTP",
         "req_method":"%s","match_mode":"%s","auth":"%s","type":1,"backend_type":"FUNCTION",
         "func_info":{"timeout":5000}}}"""
        .formatted(name, path, method, match, auth);
  }

  private static String later(String type) {
    return "5000,\"invocation_type\":\"%s\"".formatted(type);
  }

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    triggers = "/fgs/triggers/" + host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer create(String body) {
    return host.call("POST", triggers, body);
  }

  private TestHost.Answer through(String method, String path, String body) {
    return host.send(host.host.gatewayAddress(), method, path, body, Map.of());
  }

  private void answers(String json) {
    host.invoker.behaviour =
        (function, event) ->
            new Invocation.Answer(json.getBytes(StandardCharsets.UTF_8), FakeInvoker.SUMMARY);
  }

  @Test
  void echoesEventDataAndChangesStatus() {
    TestHost.Answer created = create(timer("every", "3m"));
    assertEquals(201, created.status(), created.text());
    assertEquals("ACTIVE", created.json().get("trigger_status").textValue());
    String one = triggers + "/TIMER/" + created.json().get("trigger_id").textValue();
    assertEquals(
        "{\"name\":\"every\",\"schedule_type\":\"Rate\",\"schedule\":\"3m\",\"user_event\":\"ue\"}",
        host.get(one).json().get("event_data").toString());
    TestHost.Answer disabled = host.call("PUT", one, "{\"trigger_status\":\"DISABLED\"}");
    assertEquals("DISABLED", disabled.json().get("trigger_status").textValue());
    assertEquals(1, host.get(triggers).json().size());
    assertEquals(204, host.call("DELETE", one, "").status());
    assertEquals("FSS.1131", host.get(one).code());
  }

  @Test
  void refusesWhatItCannotDo() {
    for (String[] expected :
        new String[][] {
          {timer("every", "61m"), "FSS.1109"},
          {timer("1st", "3m"), "FSS.1109"},
          {timer("every", "3m").replace("user_event", "more"), "FSS.1109"},
          {timer("every", "3m").replace("TIMER", "ROCKETMQ"), "FSS.1101"},
          {api("a", "no-slash", "GET", "SWA", "NONE"), "FSS.1107"},
          {api("a", "/x/{id", "GET", "SWA", "NONE"), "FSS.1107"},
          {api("a", "/x/{id+}", "GET", "SWA", "NONE"), "FSS.1107"},
          {api("a", "/x/{id}/{id}", "GET", "SWA", "NONE"), "FSS.1107"},
          {api("a", "/x", "TRACE", "SWA", "NONE"), "FSS.1107"},
          {api("a", "/x", "GET", "SWA", "NONE").replace("5000", later("soon")), "FSS.1107"},
          {api("a", "/x", "GET", "SWA", "OTHER"), "FSS.1107"},
          {api("a", "/x", "GET", "SWA", "NONE").replace("\"HTTP\"", "\"GRPCS\""), "FSS.1107"},
          {api("a", "/x", "GET", "SWA", "NONE").replace("5000", "60001"), "FSS.1107"},
        }) {
      TestHost.Answer answer = create(expected[0]);
      assertEquals(expected[1], answer.code(), answer.text());
    }
    assertEquals(0, host.get(triggers).json().size());
  }

  @Test
  void servesAnApiUntilItIsDeleted() {
    answers(
        "{\"statusCode\":201,\"headers\":{\"X-A\":\"b\"},\"body\":\"aGk=\",\"isBase64Encoded\":true}");
    JsonNode created = create(api("a", "/hello", "ANY", "SWA", "NONE")).json();
    assertEquals(host.host.gatewayAddress() + "/hello", created.get("invoke_url").textValue());
    TestHost.Answer answer = through("POST", "/hello/below?a=1", "body");
    assertEquals(201, answer.status(), answer.text());
    assertEquals("hi", answer.text());
    assertEquals("b", answer.header("x-a"));
    JsonNode event = event();
    assertEquals("/hello/below", event.get("path").textValue());
    assertEquals("POST", event.get("httpMethod").textValue());
    assertEquals("Ym9keQ==", event.get("body").textValue());
    assertEquals("1", event.get("queryStringParameters").get("a").textValue());
    assertEquals(404, through("GET", "/helloworld", "").status());
    host.call("DELETE", "/fgs/functions/default:hello", "");
    assertEquals(404, through("POST", "/hello", "").status());
  }

  @Test
  void givesParametersOfThePath() {
    create(api("a", "/users/{id}/files/{path+}", "GET", "NORMAL", "NONE"));
    assertEquals(
        "FSS.1147", create(api("b", "/users/{u}/files/{f+}", "ANY", "NORMAL", "NONE")).code());
    through("GET", "/users/7/files/a/b%20c?x=1&x=2", "");
    assertEquals("{\"id\":\"7\",\"path\":\"a/b c\"}", event().get("pathParameters").toString());
  }

  @Test
  void answersAsynchronousApisBeforeTheyRun() throws InterruptedException {
    create(api("a", "/later", "POST", "NORMAL", "NONE").replace("5000", later("async")));
    TestHost.Answer answer = through("POST", "/later", "body");
    assertEquals(202, answer.status(), answer.text());
    FakeInvoker.Call call = host.invoker.calls.take();
    assertEquals(answer.json().get("request_id").textValue(), call.event().requestId());
    assertEquals(answer.header("x-cff-request-id"), call.event().requestId());
    assertEquals(413, through("POST", "/later", "x".repeat(256 * 1024)).status());
  }

  @Test
  void refusesAsynchronousHttpFunctions() {
    host.call("POST", "/fgs/functions", TestHost.function("web", "http", "bootstrap"));
    String later = api("a", "/web", "ANY", "SWA", "NONE").replace("5000", later("async"));
    assertEquals("FSS.1107", host.call("POST", "/fgs/triggers/default:web", later).code());
  }

  private JsonNode event() {
    return new TestHost.Answer(200, Map.of(), host.invoker.calls.remove().event().payload()).json();
  }

  @Test
  void anAnswerThatIsNoResponseIs500() {
    create(api("a", "/hello", "GET", "NORMAL", "NONE"));
    answers("\"just text\"");
    TestHost.Answer answer = through("GET", "/hello", "");
    assertEquals(500, answer.status());
    assertEquals("FSS.1202", answer.code());
  }

  @Test
  void refusesASecondApiOfThePath() {
    create(api("a", "/hello", "GET", "NORMAL", "NONE"));
    assertEquals("FSS.1147", create(api("b", "/hello", "GET", "NORMAL", "NONE")).code());
    assertEquals("FSS.1147", create(api("b", "/hello/", "ANY", "NORMAL", "NONE")).code());
    assertEquals(201, create(api("b", "/hello", "POST", "NORMAL", "NONE")).status());
  }

  @Test
  void iamApisTakeSignedRequestsOnly() {
    answers("{\"statusCode\":200,\"body\":\"ok\"}");
    create(api("a", "/signed", "GET", "NORMAL", "IAM"));
    assertEquals(401, through("GET", "/signed", "").status());
    assertEquals(
        200, host.signed(host.host.gatewayAddress(), "GET", "/signed", "", Map.of()).status());
  }

  @Test
  void passesRequestsToHttpFunctionsWhole() {
    host.call("POST", "/fgs/functions", TestHost.function("web", "http", "bootstrap"));
    host.invoker.server =
        (function, request) ->
            new Invocation.HttpAnswer(
                418, Map.of("x-b", List.of("c")), request.body(), FakeInvoker.SUMMARY);
    host.call("POST", "/fgs/triggers/default:web", api("a", "/web", "ANY", "SWA", "NONE"));
    TestHost.Answer answer = through("PUT", "/web/x?y=%20z", "abc");
    assertEquals(418, answer.status());
    assertEquals("abc", answer.text());
    Invocation.HttpRequest request = host.invoker.forwarded.remove();
    assertEquals("/web/x?y=%20z", request.target());
    assertEquals(List.of("web"), request.headers().get("x-cff-func-name"));
    assertFalse(request.headers().containsKey("connection"));
  }

  @Test
  void routesSurviveARestart() throws HostException {
    create(api("a", "/hello", "GET", "NORMAL", "NONE"));
    host.close();
    host = new TestHost(home);
    answers("{\"statusCode\":200,\"body\":\"back\"}");
    assertTrue(through("GET", "/hello", "").text().contains("back"));
  }
}
