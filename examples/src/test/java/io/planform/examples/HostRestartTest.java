package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that was killed in the middle of its work and started again. */
class HostRestartTest {
  private static final Pattern TICK = Pattern.compile("tick at ([-+.:0-9TZ]+)");

  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void apply(@TempDir Path temporary) throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/restart"), temporary);
    host = LocalHost.start();
    planform = host.planform(temporary);
    planform.run("apply", "-auto-approve").succeeds();
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
    assertEquals(Set.of(), containers());
  }

  @Test
  void servesWhatWasDeployedAndLeavesNothingOfTheKilledOne() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals("still here", get("/ticker"));
      CompletableFuture<HttpResponse<String>> running =
          client.sendAsync(request("/ticker?wait=1"), HttpResponse.BodyHandlers.ofString());
      awaitTicks(1);
      Set<String> before = containers();
      assertTrue(before.size() > 1, before::toString);

      String api = port(host.api());
      String gateway = port(host.gateway());
      kill();
      running.handle((_, _) -> "no caller is left waiting").get(10, TimeUnit.SECONDS);
      int ticks = ticks().size();
      planform
          .run("host", "up", "-port=" + api, "-gateway-port=" + gateway, "-bucket-port=0")
          .succeeds();

      Set<String> after = containers();
      after.retainAll(before);
      assertEquals(Set.of(), after);
      assertEquals("still here", get("/ticker"));
      awaitTicks(ticks + 3);
      assertEquals(Set.copyOf(ticks()).size(), ticks().size(), () -> "a timer fired twice");
      assertEquals(0, planform.run("plan", "-detailed-exitcode").exit());
    }
  }

  private static String port(String address) {
    return String.valueOf(URI.create(address).getPort());
  }

  private void kill() throws IOException {
    ProcessHandle process = ProcessHandle.of(host.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private String get(String path) throws Exception {
    HttpResponse<String> response = host.get(path);
    assertEquals(200, response.statusCode(), response::body);
    return response.body();
  }

  private HttpRequest request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(host.gateway() + path)).build();
  }

  private void awaitTicks(int number) throws Exception {
    long latest = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (ticks().size() < number) {
      assertTrue(System.nanoTime() < latest, "the timer does not go on");
      Thread.sleep(50);
    }
  }

  /** When the timer's events said they were due, in the order in which they ran. */
  private List<String> ticks() throws IOException {
    try (Stream<Path> logs = Files.walk(host.home().resolve("host/logs"))) {
      StringBuilder text = new StringBuilder();
      for (Path log : (Iterable<Path>) logs.filter(Files::isRegularFile)::iterator) {
        text.append(Files.readString(log));
      }
      return TICK.matcher(text).results().map(tick -> tick.group(1)).toList();
    }
  }

  private Set<String> containers() throws Exception {
    Process docker =
        new ProcessBuilder(
                "docker",
                "ps",
                "-aq",
                "--no-trunc",
                "--filter",
                "label=io.planform.home=" + host.label())
            .start();
    String ids = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, docker.waitFor());
    return new HashSet<>(ids.lines().toList());
  }
}
