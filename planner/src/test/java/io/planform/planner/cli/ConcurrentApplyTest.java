package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.shell.ExitCode;
import io.planform.testing.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several applies at once of states in PostgreSQL: one works, the others wait or are refused. */
class ConcurrentApplyTest {
  private static final int MANY = 8;

  @TempDir Path directory;

  @BeforeEach
  void writeManifest() throws IOException {
    Files.writeString(
        directory.resolve("main.tf"),
        """
        terraform {
          backend "postgres" {
            conn_str    = "%s"
            schema_name = "%s"
          }
        }
        resource "fake_thing" "many" {
          count = %d
          name  = "thing ${count.index}"
        }
        """
            .formatted(PostgresProcess.shared().url(), directory.getFileName(), MANY));
  }

  /** Somebody at a keyboard of their own, in the same directory. */
  private ShellFixture somebody() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", directory.toString());
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    environment.put("HOSTNAME", "engine");
    return new ShellFixture(directory, environment, Main.commands());
  }

  private static String[] apply(int thing) {
    return new String[] {
      "apply", "-auto-approve", "-lock-timeout=1h", "-target=fake_thing.many[" + thing + "]"
    };
  }

  @Test
  void aSecondApplyIsRefusedOrWaitsWhilePlansGoOn() throws Exception {
    ShellFixture first = somebody();
    ShellFixture second = somebody();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch arrived = first.cloud().hold("thing 0", release);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> working = threads.submit(() -> first.run(apply(0)));
      arrived.await();
      try {
        ShellFixture refused = somebody();
        assertEquals(ExitCode.LEASE_BUSY, refused.run("apply", "-auto-approve"), refused::err);
        String why = refused.err().replaceAll("\\s+(│ )?", " ");
        assertTrue(why.contains("@engine has been running 'planform apply"), why);
        assertTrue(
            why.matches(".* for \\d+ s, since \\d{4}-\\d\\d-\\d\\dT.* Its lease is .*"), why);
        assertTrue(why.contains("planform force-unlock "), why);

        ShellFixture planner = somebody();
        assertEquals(ExitCode.DONE, planner.run("plan"), planner::err);
        assertTrue(planner.out().contains("Plan: 8 to add"), planner.out());

        Future<Integer> waiting = threads.submit(() -> second.run(apply(1)));
        assertFalse(working.isDone() || waiting.isDone());
        release.countDown();
        assertEquals(ExitCode.DONE, working.get(), first::err);
        assertEquals(ExitCode.DONE, waiting.get(), second::err);
      } finally {
        release.countDown();
      }
    }
    assertEquals(List.of("thing 0", "thing 1"), first.cloud().names());
    assertRecorded(2);
  }

  @Test
  void eightAppliesWorkOneAfterAnotherAndTheStateHoldsAll() throws Exception {
    List<ShellFixture> everybody = new ArrayList<>();
    List<Future<Integer>> exits = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MANY; i++) {
        ShellFixture each = somebody();
        String[] arguments = apply(i);
        everybody.add(each);
        exits.add(threads.submit(() -> each.run(arguments)));
      }
      for (int i = 0; i < MANY; i++) {
        assertEquals(ExitCode.DONE, exits.get(i).get(), everybody.get(i)::err);
      }
    }
    assertEquals(MANY, everybody.getFirst().cloud().names().size());
    assertEquals(
        1, everybody.stream().mapToInt(each -> each.cloud().creations.get()).max().getAsInt());
    assertRecorded(MANY);
    ShellFixture last = somebody();
    assertEquals(ExitCode.DONE, last.run("plan", "-detailed-exitcode"), last::out);
    // Each revision rests on the one before: nobody worked from what was outdated.
    assertEquals(
        "t",
        sql(
            "SELECT bool_and(parent = number - 1 AND summary LIKE '1 created%%') FROM \"%s\".revision"));
    assertEquals(String.valueOf(MANY), sql("SELECT count(*) FROM \"%s\".revision"));
  }

  private void assertRecorded(int things) throws Exception {
    assertEquals(
        String.valueOf(things),
        sql("SELECT count(*) FROM \"%s\".resource WHERE ended IS NULL AND status = 'OK'"));
    assertEquals("0", sql("SELECT count(*) FROM \"%s\".operation WHERE result IS NULL"));
    assertEquals("0", sql("SELECT count(*) FROM \"%s\".lease"));
  }

  private String sql(String statement) throws Exception {
    return PostgresProcess.shared().sql(statement.formatted(directory.getFileName()));
  }
}
