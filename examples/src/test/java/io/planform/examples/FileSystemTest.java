package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that share a file system. */
class FileSystemTest {
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "filesystem"), directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void isAppliedUsedChangedAndDestroyed() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    planform.run("invoke", "notes-writer", "-data", "{\"note\":\"remember\"}").succeeds();
    String read = planform.run("invoke", "notes-reader", "-data", "{}").succeeds().out();
    assertTrue(read.contains("[\"remember\"]"), read);

    Planform.Result smaller = planform.run("plan", "-var=size=400");
    assertEquals(1, smaller.exit(), smaller::toString);
    assertTrue(smaller.toString().contains("A file system cannot shrink"), smaller::toString);

    Planform.Result drift = planform.run("drift");
    assertEquals(0, drift.exit(), drift::toString);
    planform.run("destroy", "-auto-approve").succeeds();
  }

  private void assertSettled() throws Exception {
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
  }
}
