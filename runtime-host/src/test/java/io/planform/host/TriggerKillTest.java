package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host is killed again and again while messages are published to a topic and a timer fires. Each
 * message that was acknowledged calls the function by one invocation, and the timer makes no more
 * invocations than there were times.
 *
 * <p>{@code -Dkill.trials} and {@code -Dkill.seed} make it longer, and choose other moments.
 */
class TriggerKillTest {
  private static final int TRIALS = Integer.getInteger("kill.trials", 2);
  private static final long SEED = Long.getLong("kill.seed", 1);

  @TempDir Path folder;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private HostProcess host;

  /** Request ids: by the messages they were called with, and of the timer. */
  private record Runs(Map<String, Set<String>> messages, Set<String> times) {}

  @Test
  void callsOnceForEachMessageAndTimeAcrossKills() throws Exception {
    host = HostProcess.startOf(AsyncTestHost.class, folder.resolve("home"));
    try {
      call(200, "/fgs/functions", TestHost.function("hear", "Node.js18.15", "index.handler"));
      String topic =
          call(201, "/notifications/topics", "{\"name\":\"orders\"}").path("topic_urn").asText();
      String triggers = "/fgs/triggers/" + host.urn("hear");
      call(
          201,
          triggers,
          "{\"trigger_type_code\":\"SMN\",\"event_data\":{\"topic_urn\":\"%s\"}}".formatted(topic));
      long begun = System.nanoTime();
      call(201, triggers, TriggerApiTest.timer("tick", "@every 1s").replace("Rate", "Cron"));
      killWhilePublishing("/notifications/topics/" + topic + "/publish", new Random(SEED));
      Runs runs = allRuns();
      runs.messages().forEach((id, requests) -> assertEquals(1, requests.size(), id));
      long most = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + 1;
      assertTrue(runs.times().size() <= most, "the timer fired too often");
    } finally {
      host.kill();
    }
  }

  private JsonNode call(int status, String path, String body) throws IOException {
    TestHost.Answer answer = host.call("POST", path, body);
    assertEquals(status, answer.status(), answer.text());
    return answer.json();
  }

  private void killWhilePublishing(String path, Random random) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread publisher = Thread.ofVirtual().start(() -> publish(path, over));
    for (int trial = 0; trial < TRIALS; trial++) {
      int enough = acknowledged.size() + 20 + random.nextInt(100);
      while (acknowledged.size() < enough) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      host.kill();
      host.startAgain();
    }
    over.set(true);
    publisher.join();
  }

  private void publish(String path, AtomicBoolean over) {
    while (!over.get()) {
      try {
        TestHost.Answer answer = host.call("POST", path, "{\"message\":\"m\"}");
        if (answer.status() == 200) {
          acknowledged.add(answer.json().path("message_id").asText());
        }
      } catch (IOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  /** Waits until each message that was acknowledged has called. */
  private Runs allRuns() throws IOException {
    long latest = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    Runs runs = runs();
    while (!runs.messages().keySet().containsAll(acknowledged)) {
      assertTrue(System.nanoTime() < latest, "messages are lost");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      runs = runs();
    }
    return runs;
  }

  private Runs runs() throws IOException {
    Runs runs = new Runs(new HashMap<>(), new HashSet<>());
    for (String line : Files.readAllLines(folder.resolve(AsyncTestHost.RUNS))) {
      if (line.endsWith("}")) {
        JsonNode run = Json.read(line);
        JsonNode event = Json.read(run.path("event").textValue());
        String message = event.at("/record/0/smn/message_id").asText();
        String request = run.path("request").textValue();
        Set<String> requests =
            message.isEmpty()
                ? runs.times()
                : runs.messages().computeIfAbsent(message, _ -> new HashSet<>());
        requests.add(request);
      }
    }
    return runs;
  }
}
