package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.engine.Leftovers;
import io.planform.host.process.Command;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of what a function consists of, while it is called. */
class InstanceKillDockerTest {
  private static final int KILLS = Integer.getInteger("kill.trials", 4);
  private static final int CALLERS = 3;

  @TempDir static Path home;
  private static TestHost host;

  @BeforeAll
  static void start() throws HostException {
    host = new TestHost(home, new LocalMachine(home, Path.of("../runtimes"), SpareSettings.NONE));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String create(String name, String code, String strategy) throws IOException {
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function(name, "Node.js18.15", "index.handler"));
    request.put("timeout", 60);
    request.set("strategy_config", Json.read(strategy));
    request.putObject("func_code").put("file", TestHost.zip("index.js", code));
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return "/fgs/functions/" + host.urn(name);
  }

  private static TestHost.Answer invoke(String path, String event) {
    return host.call("POST", path + "/invocations", event);
  }

  @Test
  void onlyTheRequestsInItFail() throws Exception {
    String path = create("killed", "exports.handler = async (event) => event;\n", "{}");
    assertEquals("1", invoke(path, "1").text());
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    List<Future<?>> callers = new ArrayList<>();
    int killed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    call(path, answered, failed);
                  }
                }));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        int before = answered.get();
        awaitTrue(
            () -> answered.get() > before + CALLERS || callers.stream().anyMatch(Future::isDone));
        for (long process : Leftovers.functionProcesses(home)) {
          killed += Command.run(List.of("kill", "-9", Long.toString(process))).succeeded() ? 1 : 0;
        }
      }
      over.set(true);
    }
    for (Future<?> each : callers) {
      each.get();
    }
    assertTrue(killed >= KILLS, "killed " + killed);
    assertTrue(failed.get() <= killed, failed + " failed of " + killed + " killed");
    assertEquals("2", invoke(path, "2").text());
    JsonNode shown = host.get(path + "/statistics/60").json();
    assertEquals(answered.get() + failed.get() + 2, sum(shown.path("count")));
    assertEquals(failed.get(), sum(shown.path("fail_count")));
  }

  private static void call(String path, AtomicInteger answered, AtomicInteger failed) {
    TestHost.Answer answer = invoke(path, "7");
    if (answer.status() == 200) {
      assertEquals("7", answer.text());
      answered.incrementAndGet();
      return;
    }
    assertKilled(answer);
    failed.incrementAndGet();
  }

  /** What it has not begun with, another instance gets. */
  @Test
  void aRequestAfterADeathIsServedByAnotherInstance() throws Exception {
    String path = create("follows-a-death", "exports.handler = async (event) => event;\n", "{}");
    for (int i = 0; i < KILLS; i++) {
      assertEquals("1", invoke(path, "1").text());
      killAndAwaitDeath();
      TestHost.Answer next = invoke(path, "2");
      assertEquals("2", next.text(), next.text());
    }
  }

  private static void killAndAwaitDeath() throws Exception {
    for (long process : Leftovers.functionProcesses(home)) {
      Command.run(List.of("kill", "-9", Long.toString(process)));
      awaitTrue(() -> Files.notExists(Path.of("/proc/" + process)));
    }
  }

  private static void assertKilled(TestHost.Answer answer) {
    assertEquals(500, answer.status(), answer.text());
    assertEquals("FSS.0500", answer.code(), answer.text());
    String message = answer.json().path("error_msg").asText();
    // Of one that was killed while it started there is more to say.
    assertTrue(message.startsWith("The function's process ended with status 137"), message);
    assertEquals("true", answer.header("X-Is-Func-Err"));
  }

  private static int sum(JsonNode values) {
    return values.valueStream().mapToInt(each -> Math.max(0, each.path("value").asInt())).sum();
  }

  @Test
  void allRequestsInItFailAtOnceAndTheNextOneIsServed() throws Exception {
    String path =
        create(
            "crowded",
            """
            exports.handler = async (event) => {
              if (event < 0) { return 'served'; }
              require('fs').writeFileSync('/tmp/arrived-' + event, '');
              return new Promise(() => {});
            };
            """,
            "{\"concurrency\":1,\"concurrent_num\":5}");
    List<Future<TestHost.Answer>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        String event = Integer.toString(i);
        answers.add(threads.submit(() -> invoke(path, event)));
      }
      Path instance = awaitFiles("arrived-", 5);
      TestHost.Answer sixth = invoke(path, "5");
      assertEquals("FSS.0429", sixth.code(), sixth.text());
      Command.run(List.of("docker", "kill", containerOf(instance)));
    }
    for (Future<TestHost.Answer> each : answers) {
      assertKilled(each.get());
    }
    assertEquals("\"served\"", invoke(path, "-1").text());
  }

  @Test
  void withoutNetworkHoldersInstancesGoOnAndOthersStart() throws Exception {
    String served = create("outlives", "exports.handler = async (event) => event;\n", "{}");
    assertEquals("1", invoke(served, "1").text());
    for (String holder : Leftovers.holders(home)) {
      Command.run(List.of("docker", "kill", holder));
    }
    assertEquals("2", invoke(served, "2").text());
    String next = create("follows", "exports.handler = async (event) => event;\n", "{}");
    assertEquals("3", invoke(next, "3").text());
  }

  /** The folder of the instance in whose {@code /tmp} there are so many files of this name. */
  private static Path awaitFiles(String prefix, int number) throws Exception {
    Path[] found = new Path[1];
    awaitTrue(
        () -> {
          try (Stream<Path> instances = Files.list(home.resolve("host/instances"))) {
            for (Path each : instances.toList()) {
              if (count(each.resolve("tmp"), prefix) == number) {
                found[0] = each;
              }
            }
          } catch (IOException e) {
            // An instance went while it was looked at.
          }
          return found[0] != null;
        });
    return found[0];
  }

  private static long count(Path folder, String prefix) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  private static String containerOf(Path instance) {
    String all = Command.run(List.of("docker", "ps", "--format", "{{.Names}}")).output();
    return all.lines()
        .filter(name -> name.endsWith("-" + instance.getFileName()))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitTrue(Callable<Boolean> condition) throws Exception {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < latest, "in time");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
