package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets, objects in them, code that comes from them, and what is lost with them. */
class StorageTest {
  private Path directory;
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    directory = folder;
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "storage"), directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void isAppliedChangedAndDestroyed() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    assertSays("Hello from a bucket, you");

    Path code = directory.resolve("functions/greeter/index.js");
    Files.writeString(code, Files.readString(code).replace("Hello", "Welcome"));
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();
    assertSays("Welcome from a bucket, you");

    planform.run("destroy", "-auto-approve").succeeds();
  }

  @Test
  void keepsABucketThatHoldsWhatOthersPutThere() throws Exception {
    Path other = directory.resolve("other");
    Files.createDirectories(other);
    planform.run("apply", "-auto-approve").succeeds();
    Files.writeString(
        other.resolve("main.tf"),
        """
        resource "huaweicloud_obs_bucket_object" "notes" {
          bucket  = "planform-packages"
          key     = "notes/today.txt"
          content = "${var.text}"
        }
        variable "text" {
          default = "remember"
        }
        """);
    Planform elsewhere = host.planform(other);
    elsewhere.run("apply", "-auto-approve").succeeds();
    elsewhere.run("apply", "-auto-approve", "-var=text=changed").succeeds();
    assertEquals(0, elsewhere.run("plan", "-detailed-exitcode", "-var=text=changed").exit());

    Planform.Result refused = planform.run("destroy", "-auto-approve");

    assertEquals(1, refused.exit(), refused::toString);
    assertTrue(
        said(refused).contains("it holds 1 object, 7 bytes: notes/today.txt"), refused::toString);
    assertTrue(said(refused).contains("set force_destroy = true"), refused::toString);
    assertSays("Hello from a bucket, you");

    planform.run("apply", "-auto-approve", "-var=force_destroy=true").succeeds();
    Planform.Result told = planform.run("plan", "-destroy", "-json").succeeds();
    assertTrue(
        told.out().contains("will delete 1 object, 7 bytes: notes/today.txt"), told::toString);
    Planform.Result destroyed = planform.run("destroy", "-auto-approve").succeeds();
    assertTrue(said(destroyed).contains("will delete 1 object, 7 bytes"), destroyed::toString);
    Planform.Result gone = elsewhere.run("plan", "-detailed-exitcode", "-var=text=changed");
    assertEquals(2, gone.exit(), gone::toString);
  }

  /** Without the ends of lines, which are where they fall. */
  private static String said(Planform.Result result) {
    return result.toString().replaceAll("\\s+", " ");
  }

  private void assertSettled() throws Exception {
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
  }

  private void assertSays(String text) throws Exception {
    String said = planform.run("invoke", "greeter", "-data", "{\"name\":\"you\"}").succeeds().out();
    assertTrue(said.contains(text), said);
  }
}
