package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.engine.TestImages;
import io.planform.host.process.Command;
import io.planform.host.server.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code kill -9} of the container engine while functions are called, and its next start. It takes
 * an engine of its own with copies of the images, so it runs with {@code -Dengine.restart=true}
 * only.
 */
@EnabledIfSystemProperty(named = "engine.restart", matches = "true")
class EngineRestartDockerTest {
  private static final int RESTARTS = 3;
  private static final int CALLERS = 3;
  private static final String BRIDGE = "pfrestart";

  private Path folder;
  private Path socket;
  private Process engine;
  private HostProcess host;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createTempDirectory("pf");
    shell("ip link add " + BRIDGE + " type bridge");
    shell("ip address add 192.168.213.1/28 dev " + BRIDGE);
    shell("ip link set " + BRIDGE + " up");
    socket = folder.resolve("docker.sock");
    startEngine();
    for (String image :
        List.of(
            TestImages.holder(), TestImages.all().find("Node.js18.15").orElseThrow().reference())) {
      shell("docker save " + image + " | docker -H unix://" + socket + " load");
    }
    Path home = Files.createDirectory(folder.resolve("home"));
    host = HostProcess.startWith(socket, home);
  }

  /** As an init system would: until it stays. */
  private void startEngine() throws Exception {
    launchEngine();
    awaitTrue(
        () -> {
          if (!engine.isAlive()) {
            launchEngine();
          }
          return docker("version").succeeded();
        });
  }

  private void launchEngine() throws IOException {
    engine =
        new ProcessBuilder(
                "dockerd",
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--host=unix://" + socket,
                "--pidfile=" + folder.resolve("pid"),
                // Of its own: without any, an engine would delete the bridge of the machine's.
                "--bridge=" + BRIDGE,
                "--iptables=false",
                "--ip6tables=false")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("dockerd.log").toFile()))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    if (host != null) {
      host.stop();
      assertEquals("", docker("ps", "--all", "--quiet").output());
    }
    engine.destroy();
    engine.waitFor();
    shell("ip link delete " + BRIDGE);
    shell("rm -rf " + folder);
  }

  private Command.Outcome docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket));
    command.addAll(List.of(words));
    return Command.run(command);
  }

  private static void shell(String line) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", line).inheritIO().start();
    assertEquals(0, process.waitFor(), line);
  }

  @Test
  void functionsAreServedAgain() throws Exception {
    create("many", "{}");
    create("single", "{\"concurrency\":1,\"concurrent_num\":1000}");
    Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    List<Future<?>> callers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        String function = i == 0 ? "single" : "many";
        callers.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    call(function, outcomes, answered);
                  }
                  return true;
                }));
      }
      for (int restart = 0; restart < RESTARTS; restart++) {
        awaitAnswers(answered, callers);
        engine.destroyForcibly().waitFor();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        startEngine();
      }
      awaitAnswers(answered, callers);
      over.set(true);
    }
    for (Future<?> each : callers) {
      each.get();
    }
    System.out.println(new TreeMap<>(outcomes));
    assertEquals("1", invoke("single").text());
    int containers = (int) docker("ps", "--all", "--quiet").output().lines().count();
    // Two for each instance: one of "single", one for each caller of "many" at most, spares.
    assertTrue(containers <= 2 * (1 + CALLERS + 1) + 2, containers + " containers");
    assertEquals("", docker("ps", "--all", "--quiet", "--filter", "status=exited").output());
  }

  private static void awaitAnswers(AtomicInteger answered, List<Future<?>> callers)
      throws Exception {
    int before = answered.get();
    awaitTrue(() -> answered.get() > before + 50 || callers.stream().anyMatch(Future::isDone));
  }

  private void call(String function, Map<String, Integer> outcomes, AtomicInteger answered)
      throws IOException {
    TestHost.Answer answer = invoke(function);
    if (answer.status() == 200) {
      assertEquals("1", answer.text());
      answered.incrementAndGet();
      outcomes.merge("200", 1, Integer::sum);
      return;
    }
    String message = answer.json().path("error_msg").asText();
    boolean killed =
        answer.code().equals("FSS.0500")
            && message.startsWith("The function's process ended with status 137");
    assertTrue(killed || answer.code().equals("FSS.0503"), answer.text());
    outcomes.merge(answer.code(), 1, Integer::sum);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }

  private TestHost.Answer invoke(String name) throws IOException {
    return host.call("POST", "/fgs/functions/" + host.urn(name) + "/invocations", "1");
  }

  private void create(String name, String strategy) throws IOException {
    String body = TestHost.function(name, "Node.js18.15", "index.handler");
    ObjectNode request = (ObjectNode) Json.read(body.getBytes(StandardCharsets.UTF_8));
    request.put("timeout", 60);
    request.set("strategy_config", Json.read(strategy));
    request
        .putObject("func_code")
        .put("file", TestHost.zip("index.js", "exports.handler = async (event) => event;\n"));
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  private static void awaitTrue(Callable<Boolean> condition) throws Exception {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < latest, "in time");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
