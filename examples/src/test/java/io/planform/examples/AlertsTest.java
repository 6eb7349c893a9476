package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs in a stream of their own, an alarm rule that watches the function, and its topic. */
class AlertsTest {
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "alerts"), folder);
    host = LocalHost.start();
    planform = host.planform(folder);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void isAppliedChangedAndDestroyed() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    planform.run("invoke", "orders", "-data", "{\"quantity\":2}").succeeds();
    String logs = planform.run("logs", "orders").succeeds().out();
    assertTrue(logs.contains("order of 2"), logs);

    String[] changes = {"-var=most_failures=5", "-var=days=30", "-var=webhook=http://127.0.0.1:9/"};
    planform.run("apply", "-auto-approve", changes[0], changes[1], changes[2]).succeeds();
    assertSettled(changes);

    Planform.Result destroyed = planform.run("destroy", "-auto-approve").succeeds();
    assertTrue(destroyed.out().contains("6 destroyed"), destroyed::toString);
  }

  private void assertSettled(String... variables) throws Exception {
    String[] arguments = new String[variables.length + 2];
    arguments[0] = "plan";
    arguments[1] = "-detailed-exitcode";
    System.arraycopy(variables, 0, arguments, 2, variables.length);
    Planform.Result plan = planform.run(arguments);
    assertEquals(0, plan.exit(), plan::toString);
  }
}
