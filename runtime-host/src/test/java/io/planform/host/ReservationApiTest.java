package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationApiTest {
  private final long now = Instant.now().getEpochSecond();

  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost(home);
    host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer put(String urn, String body) {
    return host.call("PUT", "/fgs/functions/" + urn + "/reservedinstances", body);
  }

  private JsonNode configurations(String urn) {
    return host.get("/fgs/functions/reservedinstanceconfigs?function_urn=" + urn)
        .json()
        .path("reserved_instances");
  }

  private static String schedule(String name, int count, long start, long end) {
    return "{\"name\":\"%s\",\"cron\":\"0 0 8 * * *\",\"count\":%d,\"start_time\":%d,\"expired_time\":%d}"
        .formatted(name, count, start, end);
  }

  private void refused(String code, String part, TestHost.Answer answer) {
    assertEquals(code, answer.code(), answer.text());
    assertTrue(answer.text().contains(part), answer.text());
  }

  @Test
  void whatIsSetIsShownAndTakenBack() {
    String policy = schedule("day", 5, now - 60, now + 864_000);
    String body =
        "{\"count\":2,\"idle_mode\":false,\"tactics_config\":{\"cron_configs\":[" + policy + "]}}";
    assertEquals(200, put("default:hello:latest", body).status());
    JsonNode shown = configurations("default:hello").get(0);
    assertEquals(2, shown.path("min_count").asInt());
    assertEquals("version", shown.path("qualifier_type").asText());
    assertEquals("latest", shown.path("qualifier_name").asText());
    assertTrue(shown.path("function_urn").asText().endsWith(":default:hello:latest"));
    assertEquals(policy, shown.at("/tactics_config/cron_configs/0").toString());
    assertEquals(200, put("default:hello:latest", "{\"count\":0,\"idle_mode\":false}").status());
    assertTrue(configurations("default:hello").isEmpty());
  }

  @Test
  void aPageAfterTheLastIsEmpty() {
    put("default:hello:latest", "{\"count\":1}");
    JsonNode second = host.get("/fgs/functions/reservedinstanceconfigs?limit=100&marker=1").json();
    assertTrue(second.path("reserved_instances").isEmpty());
    assertEquals(1, second.path("count").asInt());
  }

  @Test
  void refusesWhatCannotBe() {
    refused("FSS.0400", "it is 0 to 1000", put("default:hello:latest", "{\"count\":1001}"));
    refused("FSS.0403", "the quota is 90", put("default:hello:latest", "{\"count\":91}"));
    refused(
        "FSS.0400",
        "\"old\\\" has expired",
        put(
            "default:hello:latest",
            "{\"count\":0,\"tactics_config\":{\"cron_configs\":["
                + schedule("old", 1, now - 864_000, now - 60)
                + "]}}"));
    refused(
        "FSS.0400",
        "overlap",
        put(
            "default:hello:latest",
            "{\"count\":0,\"tactics_config\":{\"cron_configs\":["
                + schedule("one", 1, now, now + 864_000)
                + ","
                + schedule("other", 2, now, now + 864_000)
                + "]}}"));
    refused(
        "FSS.0400",
        "A recommendation is one of high_performance, balanced, low_cost",
        put("default:hello:latest", "{\"count\":0,\"tactics_config\":{\"recommendation\":\"x\"}}"));
    refused("FSS.0406", "freeze", put("default:hello:latest", "{\"count\":1,\"idle_mode\":true}"));
    refused("FSS.1052", "v9", put("default:hello:v9", "{\"count\":1}"));
    refused("FSS.1053", "prod", put("default:hello:!prod", "{\"count\":1}"));
    host.call(
        "PUT", "/fgs/functions/default:hello/config-max-instance", "{\"max_instance_num\":3}");
    refused(
        "FSS.0400",
        "4 reserved instances are more than the 3",
        put("default:hello:latest", "{\"count\":4}"));
    assertTrue(configurations("default:hello").isEmpty());
  }

  @Test
  void aVersionAndItsAliasDoNotBothHaveThem() {
    host.call("POST", "/fgs/functions/default:hello/versions", "{\"version\":\"v1\"}");
    host.call(
        "POST", "/fgs/functions/default:hello/aliases", "{\"name\":\"prod\",\"version\":\"v1\"}");
    assertEquals(200, put("default:hello:!prod", "{\"count\":1}").status());
    refused("FSS.0409", "The alias prod", put("default:hello:v1", "{\"count\":1}"));
    assertEquals(200, put("default:hello:latest", "{\"count\":1}").status());
    put("default:hello:!prod", "{\"count\":0}");
    assertEquals(200, put("default:hello:v1", "{\"count\":1}").status());
    refused("FSS.0409", "The version v1", put("default:hello:!prod", "{\"count\":1}"));
  }

  @Test
  void reservationsGoWithWhatTheyAreFor() {
    host.call("POST", "/fgs/functions/default:hello/versions", "{\"version\":\"v1\"}");
    put("default:hello:v1", "{\"count\":1}");
    put("default:hello:latest", "{\"count\":1}");
    host.call("DELETE", "/fgs/functions/default:hello:v1", "");
    assertEquals(1, configurations("default:hello").size());
    host.call("DELETE", "/fgs/functions/default:hello", "");
    host.create("hello");
    assertFalse(configurations("default:hello").iterator().hasNext());
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long latest = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "did not come about: " + host.invoker.reserves);
      Thread.sleep(10);
    }
  }

  private boolean isReserved(String version, int count) {
    return host.invoker.reserves.entrySet().stream()
        .anyMatch(
            each -> each.getKey().contains(version + "#") && each.getValue().count() == count);
  }

  @Test
  void instancesAreWantedAndCountedWhileTheyAreReserved() throws Exception {
    put("default:hello:latest", "{\"count\":2}");
    await(() -> isReserved("latest", 2));
    await(
        () ->
            host.get("/fgs/functions/reservedinstances")
                    .json()
                    .at("/reservedinstances/0/count")
                    .asInt()
                == 2);
    put("default:hello:latest", "{\"count\":0}");
    await(() -> host.invoker.reserves.isEmpty());
  }

  @Test
  void aHostThatStartsAgainReservesAgain() throws Exception {
    put("default:hello:latest", "{\"count\":1}");
    host.close();
    host = new TestHost(home);
    await(() -> isReserved("latest", 1));
  }

  @Test
  void anAliasTakesItsInstancesToAnotherVersion() throws Exception {
    host.call("POST", "/fgs/functions/default:hello/versions", "{\"version\":\"v1\"}");
    host.call(
        "POST", "/fgs/functions/default:hello/aliases", "{\"name\":\"prod\",\"version\":\"v1\"}");
    put("default:hello:!prod", "{\"count\":1}");
    await(() -> isReserved("v1", 1));
    host.call("PUT", "/fgs/functions/default:hello/aliases/prod", "{\"version\":\"latest\"}");
    await(() -> isReserved("latest", 1) && !isReserved("v1", 1));
  }
}
