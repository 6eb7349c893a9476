package io.planform.functiongraph.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.functiongraph.event.ApigAnswer.Malformed;
import io.planform.functiongraph.event.ApigAnswer.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aTimersEvent() {
    TimerEvent event =
        new TimerEvent(OffsetDateTime.parse("2026-01-02T03:04:05.678+08:00"), "tick", "more");
    assertEquals(
        "{\"version\":\"v1.0\",\"time\":\"2026-01-02T03:04:05+08:00\",\"trigger_type\":\"TIMER\","
            + "\"trigger_name\":\"tick\",\"user_event\":\"more\"}",
        event.toJson().toString());
  }

  @Test
  void aGatewaysEvent() {
    ApigEvent event =
        new ApigEvent(
            "api",
            "request",
            "RELEASE",
            "POST",
            "/a/b",
            Map.of("id", "7"),
            Map.of("q", "x"),
            Map.of("Host", "h"),
            "ü".getBytes(StandardCharsets.UTF_8),
            true,
            Map.of());
    assertEquals(
        "{\"body\":\"w7w=\",\"requestContext\":{\"apiId\":\"api\",\"requestId\":\"request\","
            + "\"stage\":\"RELEASE\"},\"queryStringParameters\":{\"q\":\"x\"},\"httpMethod\":\"POST\","
            + "\"pathParameters\":{\"id\":\"7\"},\"headers\":{\"host\":\"h\"},\"path\":\"/a/b\","
            + "\"isBase64Encoded\":true}",
        event.toJson().toString());
  }

  @Test
  void aGatewaysEventWithTextAndWhatAnAuthorizerTold() {
    ApigEvent event =
        new ApigEvent(
            "api",
            "request",
            "TEST",
            "POST",
            "/",
            Map.of(),
            Map.of(),
            Map.of(),
            "ü".getBytes(StandardCharsets.UTF_8),
            false,
            Map.of("user", "ann"));
    assertEquals(
        "{\"body\":\"ü\",\"requestContext\":{\"apiId\":\"api\",\"requestId\":\"request\","
            + "\"stage\":\"TEST\",\"authorizer\":{\"user\":\"ann\"}},\"queryStringParameters\":{},"
            + "\"httpMethod\":\"POST\",\"pathParameters\":{},\"headers\":{},\"path\":\"/\","
            + "\"isBase64Encoded\":false}",
        event.toJson().toString());
  }

  @Test
  void anAnswerOfText() throws IOException {
    Response response =
        response(
            "{'statusCode':201,'headers':{'Content-Type':'text/html','Set-Cookie':['a=1','b=2'],"
                + "'X-Count':3},'body':'grün'}");
    assertEquals(201, response.status());
    assertEquals(
        Map.of(
            "Content-Type",
            List.of("text/html"),
            "Set-Cookie",
            List.of("a=1", "b=2"),
            "X-Count",
            List.of("3")),
        response.headers());
    assertEquals("grün", new String(response.body(), StandardCharsets.UTF_8));
  }

  @Test
  void anAnswerOfBytes() throws IOException {
    assertArrayEquals(
        new byte[] {1, 2, 3},
        response("{'statusCode':200,'body':'AQID','isBase64Encoded':true}").body());
  }

  @Test
  void anAnswerWithoutBody() throws IOException {
    assertEquals(0, response("{'statusCode':204}").body().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'text'",
        "null",
        "{}",
        "{'statusCode':'200'}",
        "{'statusCode':99}",
        "{'statusCode':600}",
        "{'statusCode':200,'body':{}}",
        "{'statusCode':200,'body':'!','isBase64Encoded':true}",
        "{'statusCode':200,'headers':{'X':'a\\r\\nSet-Cookie: b'}}",
        "{'statusCode':200,'headers':{'X Y':'a'}}",
        "{'statusCode':200,'headers':{'X':{}}}",
      })
  void anythingElseIsMalformed(String result) throws IOException {
    assertInstanceOf(Malformed.class, ApigAnswer.of(json(result)));
  }

  private static Response response(String result) throws IOException {
    return assertInstanceOf(Response.class, ApigAnswer.of(json(result)));
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
