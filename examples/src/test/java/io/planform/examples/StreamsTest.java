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

/** Records of a data stream and objects of a bucket call a function. */
class StreamsTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Path directory;
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    directory = folder;
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "streams"), directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void isAppliedCalledChangedAndDestroyed() throws Exception {
    planform.run("apply", "-auto-approve").succeeds();
    assertSettled();

    planform
        .run("invoke", "measure", "-async", "-data", "{\"sensor\":\"roof\",\"fahrenheit\":50}")
        .succeeds();
    hears("record: {\"sensor\":\"roof\",\"celsius\":10}");
    Files.writeString(
        directory.resolve("report.tf"),
        """
        resource "huaweicloud_obs_bucket_object" "report" {
          bucket  = huaweicloud_obs_bucket.reports.bucket
          key     = "2026/roof.csv"
          content = "50"
        }
        output "clock" {
          value = "${huaweicloud_fgs_trigger.clock.function_urn}/TIMER/${huaweicloud_fgs_trigger.clock.id}"
        }
        """);
    planform.run("apply", "-auto-approve").succeeds();
    hears("object: planform-reports/2026/roof.csv");

    String[] changes = {"-var=clock=ACTIVE", "-var=kept=48", "-var=suffix=.txt"};
    Planform.Result changed =
        planform.run("apply", "-auto-approve", changes[0], changes[1], changes[2]).succeeds();
    assertTrue(
        changed.out().contains("suffix") && changed.out().contains("# forces replacement"),
        changed::toString);
    assertTrue(changed.out().contains("1 added, 2 changed, 1 destroyed"), changed::toString);
    assertSettled(changes);
    seesAndMendsWhatOthersChanged();

    planform.run("destroy", "-auto-approve").succeeds();
  }

  /** Somebody else's configuration takes the timer over and deletes it. */
  private void seesAndMendsWhatOthersChanged() throws Exception {
    String id = planform.run("output", "-raw", "clock").succeeds().out().strip();
    String urn = id.substring(0, id.indexOf('/'));
    Path other = Files.createDirectories(directory.resolve("other"));
    Files.writeString(
        other.resolve("main.tf"),
        """
        import {
          to = huaweicloud_fgs_trigger.clock
          id = "%s"
        }
        resource "huaweicloud_fgs_trigger" "clock" {
          function_urn = "%s"
          type         = "TIMER"
          status       = "ACTIVE"
          timer {
            name          = "clock"
            schedule_type = "Rate"
            schedule      = "1d"
          }
        }
        import {
          to = huaweicloud_dis_stream.measured
          id = "measured"
        }
        resource "huaweicloud_dis_stream" "measured" {
          stream_name      = "measured"
          partition_count  = 2
          retention_period = 48
          tags             = { example = "streams" }
        }
        """
            .formatted(id, urn));
    Planform elsewhere = host.planform(other);
    Planform.Result imported = elsewhere.run("apply", "-auto-approve").succeeds();
    assertTrue(
        imported.out().contains("2 imported, 0 added, 0 changed, 0 destroyed"), imported::toString);
    elsewhere.run("state", "rm", "huaweicloud_dis_stream.measured").succeeds();
    elsewhere.run("destroy", "-auto-approve").succeeds();

    Planform.Result plan =
        planform.run("plan", "-var=clock=ACTIVE", "-var=kept=48", "-var=suffix=.txt");
    assertTrue(plan.out().contains("1 to add, 0 to change, 0 to destroy"), plan::toString);
  }

  private void assertSettled(String... variables) throws Exception {
    String[] arguments = new String[variables.length + 2];
    arguments[0] = "plan";
    arguments[1] = "-detailed-exitcode";
    System.arraycopy(variables, 0, arguments, 2, variables.length);
    Planform.Result plan = planform.run(arguments);
    assertEquals(0, plan.exit(), plan::toString);
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
