package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} of an apply at any moment; the next apply ends in the same place. */
class KillTest {
  private static final int TRIALS = 8;
  private static LocalHost host;

  @BeforeAll
  static void startHost() throws Exception {
    host = LocalHost.start();
  }

  @AfterAll
  static void stopHost() throws Exception {
    host.stop();
  }

  /** Spread over the run: before the first call, between calls, after the last. */
  static LongStream moments() {
    SplittableRandom random = new SplittableRandom(20261121);
    return IntStream.range(0, TRIALS).mapToLong(trial -> 300 + trial * 200 + random.nextLong(200));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void theNextApplyEndsInTheSamePlace(long millis) throws Exception {
    Planform planform = host.planform(host.workspace("quickstart"));
    Process apply = planform.start("apply", "-auto-approve");
    Thread.sleep(millis);
    apply.destroyForcibly().waitFor();

    planform.run("apply", "-auto-approve", "-lock-timeout=60s").succeeds();
    assertEquals(0, planform.run("plan", "-detailed-exitcode").exit());
    assertEquals(8, managed(planform.run("state", "list").succeeds().out()));

    String destroyed = planform.run("destroy", "-auto-approve").succeeds().out();
    assertTrue(destroyed.contains("Resources: 8 destroyed."), destroyed);
  }

  private static long managed(String list) {
    return list.lines().filter(line -> !line.startsWith("data.")).count();
  }
}
