package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is particular to Java: functions compiled for Java 8. */
abstract class JavaBootstrapContract extends BootstrapContract {
  @Override
  void writeCode(Path code) throws IOException {
    FunctionFiles.compileJava(code, 8, "Functions.java");
  }

  @Override
  String handler(String name) {
    return "demo.Functions." + name;
  }

  @Override
  String handlerWithoutFile() {
    return "demo.Absent.handler";
  }

  @Override
  String errorType() {
    return "java.lang.IllegalStateException";
  }

  @Test
  void givesAnApigEventAndTakesItsResponse() throws Exception {
    startReady("gateway");
    String event =
        """
        {"body":"aGVsbG8=","isBase64Encoded":true,"httpMethod":"POST","path":"/a","headers":{},
         "pathParameters":{},"queryStringParameters":{},"requestContext":{"stage":"RELEASE"}}""";
    assertEquals(
        "{\"statusCode\":201,\"headers\":{\"x-stage\":\"RELEASE\"},"
            + "\"isBase64Encoded\":false,\"body\":\"POST /a hello\"}",
        exchange("r-1", event).body());
  }

  @Test
  void givesATimerEvent() throws Exception {
    startReady("timer");
    assertEquals(
        "\"tick: 7\"", exchange("r-1", "{\"trigger_name\":\"tick\",\"user_event\":\"7\"}").body());
  }

  @Test
  void givesANotification() throws Exception {
    startReady("notified");
    String event =
        """
        {"record":[{"event_version":"1.0","smn":{"topic_urn":"urn:t","message_attributes":null,
         "message":"m","subject":"s"}}],"functionname":"hello"}""";
    assertEquals("\"hello: s, urn:t\"", exchange("r-1", event).body());
  }

  @Test
  void givesRecordsOfAStream() throws Exception {
    startReady("streamed");
    String event = "{\"ShardID\":\"shard-0\",\"Message\":{\"records\":[{\"data\":\"aGVsbG8=\"}]}}";
    assertEquals("\"shard-0: hello\"", exchange("r-1", event).body());
  }

  @Test
  void givesMessagesOfAQueue() throws Exception {
    startReady("queued");
    String event = "{\"queue_id\":\"q\",\"messages\":[{\"body\":1,\"attributes\":{}}]}";
    assertEquals("\"q: 1\"", exchange("r-1", event).body());
  }

  @Test
  void givesLogEntries() throws Exception {
    startReady("logged");
    assertEquals("\"hello\"", exchange("r-1", "{\"lts\":{\"data\":\"aGVsbG8=\"}}").body());
  }

  @Test
  void givesTheEventsBytesToAStreamParameter() throws Exception {
    startReady("bytes");
    assertEquals("7", exchange("r-1", "{\"a\":1}").body());
  }

  @Test
  void givesTheEventsTextToAStringParameter() throws Exception {
    startReady("text");
    assertEquals("\"{\\\"a\\\":1}\"", exchange("r-1", "{\"a\":1}").body());
    assertEquals("\"plain\"", exchange("r-2", "\"plain\"").body());
  }
}
