package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is particular to Java. */
abstract class JavaBootstrapContract extends BootstrapContract {
  @Override
  void writeCode(Path code) throws IOException {
    FunctionFiles.compileJava(code);
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
  void bindsRecords() throws Exception {
    startReady("order");
    String event = "{\"id\":\"o-1\",\"lines\":[{\"item\":\"a\",\"count\":2},{\"count\":3}]}";
    assertEquals("5", exchange("r-1", event).body());
    String wrong = exchange("r-2", "{\"lines\":[{\"count\":\"many\"}]}").body();
    assertTrue(wrong.contains("event.lines[0].count is many, not a int"), wrong);
  }

  @Test
  void givesTheEventsTextToAStringParameter() throws Exception {
    startReady("text");
    assertEquals("\"{\\\"a\\\":1}\"", exchange("r-1", "{\"a\":1}").body());
    assertEquals("\"plain\"", exchange("r-2", "\"plain\"").body());
  }
}
