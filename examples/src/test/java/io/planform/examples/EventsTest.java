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

/** Times, messages, log lines and recorded operations call a function. */
class EventsTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private LocalHost host;
  private Planform planform;
  private Path manifest;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "events"), directory);
    manifest = directory.resolve("main.planform.yaml");
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void eachOfThemCallsTheFunction() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
    hears("time: hello");

    planform.run("invoke", "order", "-async", "-data", "{\"item\":\"tea\"}").succeeds();
    hears("order of tea");
    hears("message: {\"ordered\":\"tea\"}");

    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("    code: functions/order", "    code: functions/order\n    memory: 256"));
    planform.run("apply", "-auto-approve").succeeds();
    hears("operation: updateFunctionConfig");
    planform.run("destroy", "-auto-approve").succeeds();
  }

  /** Waits until the function has logged a text. */
  private void hears(String text) throws Exception {
    Instant latest = Instant.now().plus(LONGEST);
    Planform.Result result = planform.run("logs", "hear");
    while (!result.out().contains(text)) {
      assertTrue(Instant.now().isBefore(latest), result::toString);
      result = planform.run("logs", "hear");
    }
  }
}
