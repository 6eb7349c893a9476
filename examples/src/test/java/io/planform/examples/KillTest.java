package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTriggersRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of an apply at any moment, while answers get lost and requests come twice; the
 * next apply ends in the same place. {@code -Dkill.trials} sets how often, {@code -Dkill.seed}
 * varies the moments.
 */
class KillTest {
  private static final int TRIALS = Integer.getInteger("kill.trials", 6);
  private static final long SEED = Long.getLong("kill.seed", 20261121);
  private static final int FUNCTIONS = 5;

  /** How often an apply may have to be run again when answers are lost. */
  private static final int PATIENCE = 5;

  private static LocalHost host;
  private static CountingProxy proxy;
  private static FunctionGraphClient client;
  private static Planform planform;
  private static Path manifest;

  @BeforeAll
  static void startHost() throws Exception {
    host = LocalHost.start();
    proxy = new CountingProxy(URI.create(host.api()), SEED);
    client = host.client();
    Path directory = Files.createTempDirectory("pf");
    manifest = directory.resolve("main.tf");
    planform = new Planform(host.homeBehind(proxy), directory);
  }

  @AfterAll
  static void stopHost() throws Exception {
    proxy.close();
    host.stop();
  }

  /** A configuration: what each trial makes of what the one before left. */
  private record Wanted(String generation, int memory, int functions) {

    static Wanted of(int trial) {
      return switch (trial % 5) {
        case 0 -> new Wanted("a", 128, FUNCTIONS);
        case 1 -> new Wanted("a", 256, FUNCTIONS);
        case 2 -> new Wanted("b", 256, FUNCTIONS);
        case 3 -> new Wanted("b", 128, FUNCTIONS - 2);
        default -> new Wanted("b", 128, 0);
      };
    }

    Set<String> names() {
      Set<String> names = new TreeSet<>();
      for (int i = 0; i < functions; i++) {
        names.add(name(i));
      }
      return names;
    }

    private String name(int i) {
      return "f" + i + generation;
    }

    /** Each second function is made anew before the old one goes. */
    String hcl() {
      StringBuilder hcl = new StringBuilder("provider \"huaweicloud\" {}\n");
      for (int i = 0; i < functions; i++) {
        hcl.append(
            """
            resource "huaweicloud_fgs_function" "f%1$d" {
              name        = "%2$s"
              app         = "default"
              runtime     = "Node.js18.15"
              handler     = "index.handler"
              memory_size = %3$d
              timeout     = 10
              code_type   = "inline"
              func_code   = base64encode("exports.handler = async () => 1;")
              lifecycle {
                create_before_destroy = %4$s
              }
            }

            resource "huaweicloud_fgs_function_trigger" "f%1$d" {
              function_urn = huaweicloud_fgs_function.f%1$d.urn
              type         = "TIMER"
              status       = "DISABLED"
              event_data = jsonencode({
                name          = "timer_%1$d"
                schedule_type = "Rate"
                schedule      = "%5$dm"
              })
            }

            """
                .formatted(i, name(i), memory, i % 2 == 0, memory / 64));
      }
      return hcl.toString();
    }
  }

  @Test
  void theNextApplyEndsInTheSamePlace() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    long usual = usual();
    int killed = 0;
    int applies = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Wanted wanted = Wanted.of(trial);
      Files.writeString(manifest, wanted.hcl());
      proxy.faulty(true);
      Process apply = planform.start("apply", "-auto-approve", "-lock-timeout=60s").process();
      boolean ended = apply.waitFor(usual / 5 + random.nextLong(usual), TimeUnit.MILLISECONDS);
      apply.destroyForcibly().waitFor();
      killed += ended ? 0 : 1;
      applies += converge();
      proxy.faulty(false);
      assertThere(wanted, "trial " + trial + " of seed " + SEED);
      if (TRIALS > 6) {
        System.out.printf(
            "trial %d: %d killed, %d applies until all was as wanted, %d changing requests,"
                + " %d answers lost, %d sent twice%n",
            trial + 1,
            killed,
            applies,
            proxy.changes.get(),
            proxy.answersLost.get(),
            proxy.repeated.get());
      }
    }
  }

  /** How long an apply takes that is let live, in milliseconds. */
  private static long usual() throws Exception {
    Files.writeString(manifest, Wanted.of(0).hcl());
    long began = System.nanoTime();
    planform.run("apply", "-auto-approve").succeeds();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    planform.run("destroy", "-auto-approve").succeeds();
    return millis;
  }

  private static int converge() throws Exception {
    Planform.Result result = null;
    for (int run = 1; run <= PATIENCE; run++) {
      result = planform.run("apply", "-auto-approve", "-lock-timeout=60s");
      if (result.exit() == 0) {
        return run;
      }
    }
    throw new AssertionError("no end: " + result);
  }

  private static void assertThere(Wanted wanted, String trial) throws Exception {
    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), () -> trial + "\n" + plan);
    Set<String> names = new TreeSet<>();
    client
        .listFunctions(new ListFunctionsRequest())
        .getFunctions()
        .forEach(
            function -> {
              names.add(function.getFuncName());
              int triggers =
                  client
                      .listFunctionTriggers(
                          new ListFunctionTriggersRequest().withFunctionUrn(function.getFuncUrn()))
                      .getBody()
                      .size();
              assertEquals(1, triggers, trial + ": triggers of " + function.getFuncName());
            });
    assertEquals(wanted.names(), names, trial);
    long rows = planform.run("state", "list").succeeds().out().lines().count();
    assertEquals(2L * wanted.functions(), rows, trial);
  }
}
