package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function with a dependency from a file, and a test event. */
class DependenciesTest {
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/dependencies"),
        directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void areAppliedReplacedAndDestroyed() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    assertEquals("1", planform.run("output", "-json", "newest").succeeds().out().strip());
    assertEquals("0", planform.run("output", "-json", "public").succeeds().out().strip());
    String said = planform.run("invoke", "greeter").succeeds().out();
    assertTrue(said.contains("Hello"), said);

    Planform.Result changed =
        planform.run("apply", "-auto-approve", "-var=greeting=Welcome").succeeds();
    assertTrue(
        changed.out().contains("Apply complete! Resources: 1 added, 3 changed, 1 destroyed."),
        changed::toString);
    said = planform.run("invoke", "greeter").succeeds().out();
    assertTrue(said.contains("Welcome"), said);
    Planform.Result after = planform.run("plan", "-detailed-exitcode", "-var=greeting=Welcome");
    assertEquals(0, after.exit(), after::toString);

    planform.run("destroy", "-auto-approve", "-var=greeting=Welcome").succeeds();
  }

  private void assertSettled() throws Exception {
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
  }
}
