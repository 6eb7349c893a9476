package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that nobody waits for, and who hears of their ends. */
class AsyncTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** What the example does not show. */
  private static final String ALSO =
      """
      resource "huaweicloud_smn_topic" "lost" {
        name = "lost"
      }
      resource "huaweicloud_fgs_async_invoke_configuration" "receipt" {
        function_urn                   = huaweicloud_fgs_function.receipt.urn
        max_async_event_age_in_seconds = 600
        max_async_retry_attempts       = 0
        enable_async_status_log        = true
        on_failure {
          destination = "SMN"
          param       = jsonencode({ topic_urn = huaweicloud_smn_topic.lost.topic_urn })
        }
      }
      """;

  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "async"), directory);
    Files.writeString(directory.resolve("receipt.tf"), ALSO);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void tellsAFunctionAndABucketWhatCameOfCalls() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);

    String ordered = order("{\"item\":\"tea\"}");
    String failed = order("{}");

    until("order " + ordered + ": tea", "logs", "receipt");
    until("orders/" + failed + ".json", "plan", "-destroy", "-json");
    assertEquals(2, runs("order", failed));
    planform.run("destroy", "-auto-approve").succeeds();
  }

  /** The request's id. */
  private String order(String event) throws Exception {
    return planform.run("invoke", "order", "-async", "-data", event).succeeds().out().strip();
  }

  /** How often the function was called for a request. */
  private long runs(String function, String id) throws Exception {
    return planform
        .run("logs", function)
        .succeeds()
        .out()
        .lines()
        .filter(line -> line.contains("Start invoke request '" + id + "'"))
        .count();
  }

  /** Repeats a command until it prints something. */
  private void until(String text, String... command) throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    Planform.Result result = planform.run(command);
    while (!result.out().contains(text)) {
      assertTrue(Instant.now().isBefore(latest), result::toString);
      result = planform.run(command);
    }
  }
}
