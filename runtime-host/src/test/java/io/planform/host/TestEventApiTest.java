package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestEventApiTest {
  private static final String EVENTS = "/fgs/functions/default:hello/events";

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

  @Test
  void areCreatedShownChangedListedAndDeleted() {
    JsonNode made = create("first", "{\"n\":1}").json();
    String event = EVENTS + "/" + made.path("id").asText();
    JsonNode shown = host.get(event).json();
    assertEquals("first", shown.path("name").asText());
    assertEquals(base64("{\"n\":1}"), shown.path("content").asText());
    assertTrue(shown.path("last_modified").isNumber());

    assertEquals(200, host.call("PUT", event, body("renamed", "{\"n\":2}")).status());
    assertEquals("renamed", host.get(event).json().path("name").asText());
    String contentOnly = "{\"content\":\"%s\"}".formatted(base64("3"));
    assertEquals(200, host.call("PUT", event, contentOnly).status());
    assertEquals(base64("3"), host.get(event).json().path("content").asText());

    create("second", "2");
    JsonNode list = host.get(EVENTS).json();
    assertEquals(2, list.path("count").asInt());
    assertEquals(List.of("renamed", "second"), list.findValuesAsText("name"));
    assertTrue(list.path("events").path(0).path("content").isMissingNode());

    assertEquals(204, host.call("DELETE", event, "").status());
    TestHost.Answer gone = host.get(event);
    assertEquals(404, gone.status());
    assertEquals("FSS.1070", gone.code());
    assertEquals("FSS.1070", host.call("DELETE", event, "").code());
  }

  @Test
  void belongToTheFunctionAndGoWithIt() {
    create("first", "1");
    host.create("other");
    assertEquals(0, host.get("/fgs/functions/default:other/events").json().path("count").asInt());
    assertEquals(
        1, host.get("/fgs/functions/default:hello:latest/events").json().path("count").asInt());
    host.call("DELETE", "/fgs/functions/default:hello", "");
    assertEquals("FSS.1051", host.get(EVENTS).code());
    host.create("hello");
    assertEquals(0, host.get(EVENTS).json().path("count").asInt());
  }

  @Test
  void aFunctionHasAtMostTen() {
    for (int i = 0; i < 10; i++) {
      assertEquals(200, create("event" + i, "1").status());
    }
    TestHost.Answer refused = create("event10", "1");
    assertEquals(403, refused.status());
    assertEquals("FSS.1068", refused.code());
  }

  @Test
  void theirNamesAreUnique() {
    JsonNode first = create("first", "1").json();
    JsonNode second = create("second", "1").json();
    assertEquals("FSS.1073", create("first", "2").code());
    assertNotEquals(first.path("id"), second.path("id"));
    assertEquals(
        "FSS.1073",
        host.call("PUT", EVENTS + "/" + second.path("id").asText(), body("first", "1")).code());
  }

  @Test
  void holdFourKilobytes() {
    assertEquals(200, create("full", "x".repeat(4096)).status());
    assertEquals("FSS.1069", create("over", "x".repeat(4097)).code());
  }

  @ParameterizedTest
  @CsvSource({"1st", "last-", "abcdefghijklmnopqrstuvwxyz", "a b", "''"})
  void refusesNames(String name) {
    assertEquals("FSS.1074", create(name, "1").code());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"a\",\"content\":\"no base64\"}',FSS.1074",
    "'{\"name\":\"a\",\"content\":\"\"}',FSS.1074",
    "'{\"name\":\"a\"}',FSS.0400",
    "'{\"name\":\"a\",\"content\":\"MQ==\",\"extra\":1}',FSS.0400"
  })
  void refusesWhatIsNotAnEvent(String body, String code) {
    assertEquals(code, host.call("POST", EVENTS, body).code());
  }

  private TestHost.Answer create(String name, String content) {
    return host.call("POST", EVENTS, body(name, content));
  }

  private static String body(String name, String content) {
    return "{\"name\":\"%s\",\"content\":\"%s\"}".formatted(name, base64(content));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
