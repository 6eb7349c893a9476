package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous invocations, from their acceptance to what is known of them in the end. */
class AsyncInvocationTest {
  private static final Invocation.Summary SUMMARY = FakeInvoker.SUMMARY;

  @TempDir Path home;

  /** Near the real time: the requests' signatures are dated by it. */
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home, now::get);
    host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private String invoke(String function, String event) {
    TestHost.Answer answer =
        host.call("POST", "/fgs/functions/" + host.urn(function) + "/invocations-async", event);
    assertEquals(202, answer.status(), answer.text());
    return answer.json().get("request_id").textValue();
  }

  private TestHost.Answer configure(String function, String body) {
    return host.call("PUT", "/fgs/functions/" + host.urn(function) + "/async-invoke-config", body);
  }

  private void configured(String function, String body) {
    TestHost.Answer answer = configure(function, body);
    assertEquals(200, answer.status(), answer.text());
  }

  private JsonNode list(String function, String query) {
    return host.get("/fgs/functions/" + host.urn(function) + "/async-invocations?" + query).json();
  }

  private JsonNode find(String function, String id) {
    return list(function, "request_id=" + id).get("invocations").path(0);
  }

  /** What is known of an invocation once it has a status. */
  private JsonNode await(String function, String id, String status) {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    JsonNode found = find(function, id);
    while (!found.path("status").asText().equals(status)) {
      if (System.nanoTime() > latest) {
        throw new AssertionError(found);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      found = find(function, id);
    }
    return found;
  }

  private FakeInvoker.Call called() throws InterruptedException {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    assertNotNull(call);
    return call;
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static Invocation.Result error() {
    return new Invocation.FunctionError(
        "{\"errorMessage\":\"no luck\",\"errorType\":\"Error\"}".getBytes(StandardCharsets.UTF_8),
        SUMMARY);
  }

  @Test
  void runsWhatItAccepted() throws InterruptedException {
    String id = invoke("hello", "{\"a\":1}");
    FakeInvoker.Call call = called();
    assertEquals(id, call.event().requestId());
    assertEquals("{\"a\":1}", new String(call.event().payload(), StandardCharsets.UTF_8));
    assertEquals(Invocation.Source.ASYNC, call.event().source());
    JsonNode found = await("hello", id, "SUCCESS");
    assertEquals(0, found.get("error_code").intValue());
    assertEquals("", found.get("error_message").textValue());
    assertTrue(found.has("start_time") && found.has("end_time"));
  }

  @Test
  void tellsAtOnceThatThereIsNoSuchFunction() {
    String path = "/fgs/functions/" + host.urn("nobody") + "/invocations-async";
    TestHost.Answer answer = host.call("POST", path, "{}");
    assertEquals("404 FSS.1051", answer.status() + " " + answer.code());
    TestHost.Answer version =
        host.call("POST", "/fgs/functions/" + host.urn("hello") + ":v9/invocations-async", "{}");
    assertEquals("404 FSS.1052", version.status() + " " + version.code());
  }

  @Test
  void takesEventsOf256Kilobytes() {
    String path = "/fgs/functions/" + host.urn("hello") + "/invocations-async";
    int largest = 256 * 1024;
    assertEquals(202, host.call("POST", path, "\"" + "a".repeat(largest - 2) + "\"").status());
    TestHost.Answer larger = host.call("POST", path, "\"" + "a".repeat(largest - 1) + "\"");
    assertEquals("413 FSS.1201", larger.status() + " " + larger.code());
  }

  @Test
  void refusesWhatIsNoJsonAndHttpFunctions() {
    String path = "/fgs/functions/" + host.urn("hello") + "/invocations-async";
    assertEquals("FSS.0400", host.call("POST", path, "{").code());
    host.call("POST", "/fgs/functions", TestHost.function("web", "http", "bootstrap"));
    TestHost.Answer web =
        host.call("POST", "/fgs/functions/" + host.urn("web") + "/invocations-async", "{}");
    assertEquals("406 FSS.0406", web.status() + " " + web.code());
  }

  @Test
  void answersThatItCannotStore() throws SQLException {
    execute(
        "CREATE TRIGGER full BEFORE INSERT ON invocation BEGIN SELECT RAISE(ABORT, 'full'); END");
    TestHost.Answer answer =
        host.call("POST", "/fgs/functions/" + host.urn("hello") + "/invocations-async", "{}");
    assertEquals("503 FSS.0503", answer.status() + " " + answer.code());
  }

  private void execute(String sql) throws SQLException {
    Path file = home.resolve("host").resolve("async.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void keepsRunningWhileWhatCameOfItCannotBeStored() throws SQLException, InterruptedException {
    execute(
        "CREATE TRIGGER full BEFORE UPDATE ON invocation BEGIN SELECT RAISE(ABORT, 'full'); END");
    String id = invoke("hello", "{}");
    called();
    String other = invoke("hello", "{}");
    called();
    assertEquals("RUNNING", find("hello", id).get("status").textValue());
    execute("DROP TRIGGER full");
    await("hello", id, "SUCCESS");
    await("hello", other, "SUCCESS");
    assertTrue(host.invoker.calls.isEmpty());
  }

  @Test
  void doesNotRepeatWhatFailsUnlessToldTo() throws InterruptedException {
    host.invoker.behaviour = (_, _) -> error();
    String id = invoke("hello", "{}");
    JsonNode found = await("hello", id, "FAIL");
    assertEquals("no luck", found.get("error_message").textValue());
    assertEquals(1, found.get("error_code").intValue());
    assertEquals(1, host.invoker.calls.size());
  }

  /** Lets time pass until the function is called again, and tells how long that was. */
  private Duration untilCalledAgain() throws InterruptedException {
    Instant from = now.get();
    for (int i = 0; i < 600; i++) {
      if (host.invoker.calls.poll(100, TimeUnit.MILLISECONDS) != null) {
        return Duration.between(from, now.get());
      }
      pass(Duration.ofMillis(100));
    }
    throw new AssertionError("The function is not called again");
  }

  @Test
  void repeatsWhatFailsWithGrowingPauses() throws InterruptedException {
    configured("hello", "{\"max_async_retry_attempts\":2}");
    host.invoker.behaviour = (_, _) -> error();
    String id = invoke("hello", "{}");
    called();
    assertTrue(untilCalledAgain().toMillis() >= 1000);
    assertTrue(untilCalledAgain().toMillis() >= 2000);
    await("hello", id, "FAIL");
    assertTrue(host.invoker.calls.isEmpty());
  }

  @Test
  void succeedsAfterAFailure() throws InterruptedException {
    configured("hello", "{\"max_async_retry_attempts\":3}");
    AtomicInteger runs = new AtomicInteger();
    host.invoker.behaviour =
        (_, event) ->
            runs.getAndIncrement() == 0
                ? Cause.TIMED_OUT.because("too slow", SUMMARY)
                : new Invocation.Answer(event.payload(), SUMMARY);
    String id = invoke("hello", "{}");
    called();
    await("hello", id, "WAIT");
    untilCalledAgain();
    await("hello", id, "SUCCESS");
    assertEquals(2, runs.get());
  }

  @Test
  void runsWhatWasRefusedRoomAsSoonAsThereIsSome() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    host.invoker.behaviour =
        (_, event) ->
            calls.incrementAndGet() <= 3
                ? Cause.OVERLOADED.because("full", Invocation.Summary.NOTHING)
                : new Invocation.Answer(event.payload(), SUMMARY);
    String id = invoke("hello", "{}");
    called();
    for (int i = 0; i < 3; i++) {
      untilCalledAgain();
    }
    await("hello", id, "SUCCESS");
    assertEquals(4, calls.get());
  }

  @Test
  void givesUpWhatIsTooOld() throws IOException {
    host.create("judge");
    configured(
        "hello",
        """
        {"max_async_event_age_in_seconds":10,"destination_config":{"on_failure":
         {"destination":"FunctionGraph","param":"{\\"func_urn\\":\\"%s\\"}"}}}
        """
            .formatted(host.urn("judge")));
    host.invoker.behaviour =
        (function, event) -> {
          if (function.name().equals("hello")) {
            pass(Duration.ofSeconds(11));
            return Cause.OVERLOADED.because("full", Invocation.Summary.NOTHING);
          }
          return new Invocation.Answer(event.payload(), SUMMARY);
        };
    JsonNode found = await("hello", invoke("hello", "{}"), "DISCARD");
    assertEquals(408, found.get("error_code").intValue());
    JsonNode notice = noticeTo("judge");
    assertEquals("EventAgeExceeded", notice.at("/request_context/condition").textValue());
  }

  /** What a function was called with for an invocation of another one. */
  private JsonNode noticeTo(String function) throws IOException {
    while (true) {
      FakeInvoker.Call call;
      try {
        call = called();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (call.function().name().equals(function)) {
        return Json.read(call.event().payload());
      }
    }
  }

  @Test
  void tellsAFunctionHowAnInvocationEnded() throws IOException {
    host.create("winner");
    host.create("loser");
    configured(
        "hello",
        """
        {"max_async_retry_attempts":0,"destination_config":{
          "on_success":{"destination":"FunctionGraph","param":"{\\"func_urn\\":\\"%s\\"}"},
          "on_failure":{"destination":"FunctionGraph","param":"{\\"func_urn\\":\\"%s\\"}"}}}
        """
            .formatted(host.urn("winner"), host.urn("loser") + ":latest"));
    String id = invoke("hello", "{\"n\":1}");
    JsonNode notice = noticeTo("winner");
    assertEquals(
        Json.read(
            """
            {"timestamp":"%s",
             "request_context":{"request_id":"%s","function_urn":"%s:latest","condition":"Success",
               "approximate_invoke_count":1},
             "request_payload":"{\\"n\\":1}",
             "response_context":{"status_code":200,"function_error":""},
             "response_payload":"{\\"n\\":1}"}
            """
                .formatted(find("hello", id).get("start_time").textValue(), id, host.urn("hello"))),
        notice);
    host.invoker.behaviour = (function, _) -> function.name().equals("hello") ? error() : null;
    invoke("hello", "{}");
    JsonNode failure = noticeTo("loser");
    assertEquals("UnhandledInvocationError", failure.at("/request_context/condition").textValue());
    assertEquals("no luck", failure.at("/response_context/function_error").textValue());
    assertEquals(200, failure.at("/response_context/status_code").intValue());
  }

  @Test
  void writesAnObjectAboutHowAnInvocationEnded() throws Exception {
    createBucket("results");
    configured(
        "hello",
        """
        {"destination_config":{"on_success":
          {"destination":"OBS","param":"{\\"bucket\\":\\"results\\",\\"prefix\\":\\"ok/\\"}"}}}
        """);
    String id = invoke("hello", "{}");
    await("hello", id, "SUCCESS");
    assertEquals(1, objects("ok/" + id + ".json"));
  }

  private void createBucket(String name) throws SQLException {
    inHost("INSERT INTO bucket (name, created_at) VALUES ('" + name + "', 0)");
  }

  private void inHost(String sql) throws SQLException {
    Path file = home.resolve("host").resolve("host.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** How many objects have a key, once there is one. */
  private int objects(String key) throws SQLException {
    Path file = home.resolve("host").resolve("host.db");
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      int found = 0;
      while (found == 0 && System.nanoTime() < latest) {
        found =
            statement
                .executeQuery("SELECT count(*) FROM bucket_object WHERE key = '" + key + "'")
                .getInt(1);
      }
      return found;
    }
  }

  @Test
  void aSlowFunctionHoldsUpNoOther() throws InterruptedException {
    host.create("slow");
    CountDownLatch end = new CountDownLatch(1);
    host.invoker.behaviour =
        (function, event) -> {
          if (function.name().equals("slow")) {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
          return new Invocation.Answer(event.payload(), SUMMARY);
        };
    String first = invoke("slow", "{}");
    for (int i = 0; i < 100; i++) {
      invoke("slow", "{}");
    }
    for (int i = 0; i < 20; i++) {
      await("hello", invoke("hello", "{}"), "SUCCESS");
    }
    assertEquals("RUNNING", find("slow", first).get("status").textValue());
    assertTrue(list("slow", "status=WAIT").get("count").intValue() > 0);
    end.countDown();
    await("slow", first, "SUCCESS");
  }

  @Test
  void runsNoMoreAtOnceThanTheFunctionMayHaveInstances() throws InterruptedException {
    host.call(
        "PUT",
        "/fgs/functions/" + host.urn("hello") + "/config-max-instance",
        "{\"max_instance_num\":2}");
    AtomicInteger busy = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    host.invoker.behaviour =
        (_, event) -> {
          most.accumulateAndGet(busy.incrementAndGet(), Math::max);
          two.countDown();
          try {
            assertTrue(two.await(60, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          busy.decrementAndGet();
          return new Invocation.Answer(event.payload(), SUMMARY);
        };
    String last = "";
    for (int i = 0; i < 20; i++) {
      last = invoke("hello", "{}");
    }
    await("hello", last, "SUCCESS");
    assertEquals(2, most.get());
  }

  @Test
  void stopsWhatWaitsAndWhatRuns() throws InterruptedException {
    host.call(
        "PUT",
        "/fgs/functions/" + host.urn("hello") + "/config-max-instance",
        "{\"max_instance_num\":1}");
    CountDownLatch end = new CountDownLatch(1);
    host.invoker.behaviour =
        (_, _) -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return Cause.HOST.because("stopped", SUMMARY);
        };
    String runs = invoke("hello", "{}");
    called();
    String waits = invoke("hello", "{}");
    assertEquals(200, cancel(waits).status());
    JsonNode stopped = await("hello", waits, "DISCARD");
    assertEquals(4208, stopped.get("error_code").intValue());
    assertEquals(200, cancel(runs).status());
    assertEquals(runs, host.invoker.stopped.poll(60, TimeUnit.SECONDS));
    end.countDown();
    JsonNode ended = await("hello", runs, "FAIL");
    assertEquals(4208, ended.get("error_code").intValue());
    assertEquals(400, cancel(runs).status());
    assertEquals(400, cancel("nobody").status());
  }

  private TestHost.Answer cancel(String id) {
    return host.call(
        "POST",
        "/fgs/functions/" + host.urn("hello") + "/cancel",
        "{\"request_id\":\"" + id + "\",\"type\":\"force\"}");
  }

  @Test
  void listsByStatusTimeAndPage() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      String id = invoke("hello", "{}");
      await("hello", id, "SUCCESS");
      all.add(id);
      pass(Duration.ofMinutes(1));
    }
    Set<String> paged = new HashSet<>();
    JsonNode page = list("hello", "limit=2");
    assertEquals(5, page.get("count").intValue());
    while (true) {
      page.get("invocations").forEach(each -> paged.add(each.get("request_id").textValue()));
      if (!page.has("next_marker")) {
        break;
      }
      page = list("hello", "limit=2&marker=" + page.get("next_marker").textValue());
    }
    assertEquals(all, paged);
    assertEquals(5, list("hello", "status=SUCCESS").get("count").intValue());
    assertEquals(0, list("hello", "status=FAIL").get("count").intValue());
    String since = now.get().minus(Duration.ofSeconds(150)).toString().substring(0, 19);
    assertEquals(2, list("hello", "query_begin_time=" + since).get("count").intValue());
    assertEquals(3, list("hello", "query_end_time=" + since).get("count").intValue());
    pass(Duration.ofHours(2));
    assertEquals(0, list("hello", "").get("count").intValue());
    assertEquals(0, active().get("count").intValue());
  }

  private JsonNode active() {
    return host.get("/fgs/functions/" + host.urn("hello") + "/active-async-invocations").json();
  }

  @Test
  void refusesFiltersThatMakeNoSense() {
    String path = "/fgs/functions/" + host.urn("hello") + "/async-invocations?";
    for (String query : new String[] {"status=DONE", "query_begin_time=today", "limit=x"}) {
      assertEquals("FSS.1001", host.get(path + query).code(), query);
    }
  }

  @Test
  void takesUpWhatWaitsAfterARestart() throws HostException, InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    host.invoker.behaviour =
        (_, _) -> {
          begun.countDown();
          return Cause.HOST.because("The host is shutting down", SUMMARY);
        };
    String id = invoke("hello", "{\"n\":7}");
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    host.close();
    host = new TestHost(home, now::get);
    await("hello", id, "SUCCESS");
    assertEquals("{\"n\":7}", new String(called().event().payload(), StandardCharsets.UTF_8));
  }

  @Test
  void forgetsWhatBelongsToADeletedFunction() {
    String id = invoke("hello", "{}");
    await("hello", id, "SUCCESS");
    host.call("DELETE", "/fgs/functions/" + host.urn("hello"), "");
    host.create("hello");
    assertTrue(find("hello", id).isMissingNode());
  }

  @Test
  void callsTheVersionThatAnAliasStandsForWhenItRuns() throws InterruptedException {
    String function = "/fgs/functions/" + host.urn("hello");
    host.call("POST", function + "/versions", "{\"version\":\"v1\"}");
    host.call("POST", function + "/aliases", "{\"name\":\"live\",\"version\":\"v1\"}");
    TestHost.Answer answer = host.call("POST", function + ":!live/invocations-async", "{}");
    assertEquals(202, answer.status(), answer.text());
    FakeInvoker.Call call = called();
    assertEquals("v1", call.function().version());
    assertEquals("live", call.event().alias());
  }

  @Test
  void runsWithTheMemoryThatTheCallerChose() throws InterruptedException {
    String path = "/fgs/functions/" + host.urn("hello") + "/invocations-async";
    Map<String, String> header = Map.of("X-Cff-Instance-Memory", "512");
    host.call("POST", path, "{}", header);
    assertEquals(128, called().function().memoryMegabytes());
    inConfig(
        "{\"func_name\":\"hello\",\"runtime\":\"Node.js18.15\",\"timeout\":5,"
            + "\"handler\":\"index.handler\",\"memory_size\":128,\"enable_dynamic_memory\":true}");
    host.call("POST", path, "{}", header);
    assertEquals(512, called().function().memoryMegabytes());
  }

  private void inConfig(String body) {
    TestHost.Answer answer =
        host.call("PUT", "/fgs/functions/" + host.urn("hello") + "/config", body);
    assertEquals(200, answer.status(), answer.text());
  }
}
