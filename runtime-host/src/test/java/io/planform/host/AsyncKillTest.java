package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host is killed again and again while it accepts and runs asynchronous invocations. Each that it
 * acknowledged is known in the end, once, with its end; each has run; and the destination was told
 * of each by one invocation of its own.
 *
 * <p>{@code -Dkill.trials} and {@code -Dkill.seed} make it longer, and choose other moments.
 */
class AsyncKillTest {
  private static final int TRIALS = Integer.getInteger("kill.trials", 4);
  private static final long SEED = Long.getLong("kill.seed", 1);
  private static final int SENDERS = 4;

  @TempDir Path folder;

  /** The functions that were called, by the request ids that were acknowledged. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  /** Calls whose answers were lost: they were accepted or not. */
  private final AtomicInteger lost = new AtomicInteger();

  private HostProcess host;

  @Test
  void accountsForEachInvocationAcrossKills() throws Exception {
    host = HostProcess.startOf(AsyncTestHost.class, folder.resolve("home"));
    try {
      create("told");
      create("good");
      create("bad");
      configure("good");
      configure("bad");
      killWhileSending(new Random(SEED));
      Map<String, JsonNode> good = ended("good");
      Map<String, JsonNode> bad = ended("bad");
      Map<String, JsonNode> told = ended("told");
      assertKnown(good, "good", "SUCCESS");
      assertKnown(bad, "bad", "FAIL");
      assertTrue(
          good.size() + bad.size() <= acknowledged.size() + lost.get(), "more than were sent");
      assertRunsAndNotices(good, bad, told);
    } finally {
      host.kill();
    }
  }

  private void create(String name) throws IOException {
    TestHost.Answer answer =
        host.call(
            "POST", "/fgs/functions", TestHost.function(name, "Node.js18.15", "index.handler"));
    assertEquals(200, answer.status(), answer.text());
  }

  private void configure(String name) throws IOException {
    String destination =
        "{\"destination\":\"FunctionGraph\",\"param\":\"{\\\"func_urn\\\":\\\"%s\\\"}\"}"
            .formatted(host.urn("told"));
    TestHost.Answer answer =
        host.call(
            "PUT",
            "/fgs/functions/" + host.urn(name) + "/async-invoke-config",
            "{\"max_async_retry_attempts\":1,\"destination_config\":{\"on_success\":%s,\"on_failure\":%s}}"
                .formatted(destination, destination));
    assertEquals(200, answer.status(), answer.text());
  }

  private void killWhileSending(Random random) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      String function = i % 2 == 0 ? "good" : "bad";
      senders.add(Thread.ofVirtual().start(() -> send(function, over)));
    }
    for (int trial = 0; trial < TRIALS; trial++) {
      int enough = acknowledged.size() + 20 + random.nextInt(200);
      while (acknowledged.size() < enough) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      host.kill();
      host.startAgain();
    }
    over.set(true);
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private void send(String function, AtomicBoolean over) {
    while (!over.get()) {
      try {
        TestHost.Answer answer =
            host.call(
                "POST", "/fgs/functions/" + host.urn(function) + "/invocations-async", "{\"n\":1}");
        if (answer.status() == 202) {
          acknowledged.put(answer.json().get("request_id").textValue(), function);
        }
      } catch (IOException e) {
        lost.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  /** What is known of all invocations of a function, by their ids, once all have ended. */
  private Map<String, JsonNode> ended(String function) throws IOException {
    String path = "/fgs/functions/" + host.urn(function);
    long latest = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (host.get(path + "/active-async-invocations").json().get("count").intValue() > 0) {
      assertTrue(System.nanoTime() < latest, "some do not end");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    Map<String, JsonNode> all = new HashMap<>();
    int found = 0;
    String marker = "0";
    while (!marker.isEmpty()) {
      JsonNode page = host.get(path + "/async-invocations?limit=500&marker=" + marker).json();
      for (JsonNode each : page.get("invocations")) {
        all.put(each.get("request_id").textValue(), each);
        found++;
      }
      marker = page.path("next_marker").asText();
    }
    assertEquals(all.size(), found, "each is listed once");
    return all;
  }

  private void assertKnown(Map<String, JsonNode> known, String function, String status) {
    acknowledged.forEach(
        (id, called) ->
            assertTrue(!called.equals(function) || known.containsKey(id), id + " is lost"));
    known.values().forEach(each -> assertEquals(status, each.get("status").textValue()));
  }

  private void assertRunsAndNotices(
      Map<String, JsonNode> good, Map<String, JsonNode> bad, Map<String, JsonNode> told)
      throws IOException {
    Map<String, Integer> runs = new HashMap<>();
    Map<String, Set<String>> notices = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve(AsyncTestHost.RUNS))) {
      JsonNode run = Json.read(line);
      String request = run.get("request").textValue();
      runs.merge(request, 1, Integer::sum);
      if (run.get("function").textValue().equals("told")) {
        JsonNode notice = Json.read(run.get("event").textValue());
        notices
            .computeIfAbsent(
                notice.at("/request_context/request_id").textValue(), _ -> new HashSet<>())
            .add(request);
      }
    }
    Set<String> all = new HashSet<>(good.keySet());
    all.addAll(bad.keySet());
    assertEquals(all, notices.keySet());
    notices.forEach((id, requests) -> assertEquals(1, requests.size(), id));
    bad.keySet().forEach(id -> assertTrue(runs.getOrDefault(id, 0) >= 2, id));
    all.addAll(told.keySet());
    assertEquals(all, runs.keySet());
  }
}
