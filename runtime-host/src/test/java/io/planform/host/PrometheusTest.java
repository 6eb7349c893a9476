package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.TestHost.Answer;
import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.PoolStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that Prometheus scrapes. */
class PrometheusTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*\\})?"
              + " (-?[0-9.]+(?:E-?[0-9]+)?|NaN|[+-]Inf)");
  private static final String HELLO = "{package=\"default\",function=\"hello\",version=\"latest\"";

  @TempDir Path home;
  private TestHost host;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void invoke() {
    host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}");
  }

  /** Values by name and labels; every line must be what the format allows. */
  private Map<String, Double> scrape() {
    Answer answer = host.send(host.host.apiAddress(), "GET", "/metrics", "", Map.of());
    assertEquals(200, answer.status());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("Content-Type"));
    Map<String, String> types = new HashMap<>();
    Map<String, Double> samples = new HashMap<>();
    for (String line : answer.text().split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        assertFalse(types.containsKey(words[2]), "two types: " + line);
        types.put(words[2], words[3]);
      } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), line);
        String family = sample.group(1).replaceAll("_(bucket|sum|count)$", "");
        assertTrue(types.containsKey(sample.group(1)) || types.containsKey(family), line);
        String key = line.substring(0, line.lastIndexOf(' '));
        assertFalse(samples.containsKey(key), "twice: " + line);
        samples.put(key, Double.parseDouble(sample.group(3)));
      }
    }
    return samples;
  }

  @Test
  void countsInvocationsByOutcome() {
    invoke();
    host.invoker.behaviour =
        (function, event) ->
            Invocation.Cause.OVERLOADED.because("busy", Invocation.Summary.NOTHING);
    invoke();
    invoke();
    Map<String, Double> samples = scrape();
    String name = "planform_invocations_total" + HELLO + ",outcome=";
    assertEquals(1, samples.get(name + "\"success\"}"));
    assertEquals(2, samples.get(name + "\"rejected\"}"));
    assertEquals(0, samples.get(name + "\"function_error\"}"));
    assertEquals(1, samples.get("planform_cold_starts_total" + HELLO + "}"));
    assertEquals(0, samples.get("planform_invocations_in_flight" + HELLO + "}"));
  }

  @Test
  void tellsDurationsAsAHistogram() {
    invoke();
    Map<String, Double> samples = scrape();
    String name = "planform_invocation_duration_seconds";
    assertEquals(0, samples.get(name + "_bucket" + HELLO + ",le=\"0.01\"}"));
    assertEquals(1, samples.get(name + "_bucket" + HELLO + ",le=\"0.025\"}"));
    assertEquals(1, samples.get(name + "_bucket" + HELLO + ",le=\"+Inf\"}"));
    assertEquals(1, samples.get(name + "_count" + HELLO + "}"));
    assertEquals(0.0123456, samples.get(name + "_sum" + HELLO + "}"), 1e-9);
  }

  @Test
  void tellsTheMemoryThatWasUsed() {
    invoke();
    Map<String, Double> samples = scrape();
    String name = "planform_invocation_memory_bytes";
    assertEquals(3 * 1024 * 1024, samples.get(name + "_sum" + HELLO + "}"));
    assertEquals(1, samples.get(name + "_bucket" + HELLO + ",le=\"16000000\"}"));
  }

  @Test
  void tellsTheQueueAndInstancesByState() {
    host.invoker.status =
        List.of(
            new PoolStatus(urn + ":latest", 4, 1, 2, 3, 0),
            new PoolStatus(urn + ":latest", 0, 0, 0, 1, 1));
    Map<String, Double> samples = scrape();
    assertEquals(4, samples.get("planform_queue_length" + HELLO + "}"));
    assertEquals(1, samples.get("planform_instances" + HELLO + ",state=\"starting\"}"));
    assertEquals(2, samples.get("planform_instances" + HELLO + ",state=\"idle\"}"));
    assertEquals(4, samples.get("planform_instances" + HELLO + ",state=\"busy\"}"));
    assertEquals(1, samples.get("planform_instances" + HELLO + ",state=\"ending\"}"));
  }

  @Test
  void isNotForWebPages() {
    Answer answer =
        host.send(
            host.host.apiAddress(), "GET", "/metrics", "", Map.of("Origin", "http://evil.example"));
    assertEquals(403, answer.status());
  }
}
