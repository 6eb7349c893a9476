package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.apply.CrashTest.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of an apply with ten operations at a time, at random moments, while some answers
 * are lost; the next apply ends in the same place. {@code -Dkill.trials} sets how often, {@code
 * -Dkill.seed} varies the moments.
 */
class RandomKillTest {
  private static final int TRIALS = Integer.getInteger("kill.trials", 4);
  private static final long SEED = Long.getLong("kill.seed", 20261121);

  @TempDir(factory = MemoryFolder.class)
  Path directory;

  private final Map<String, Lived> living = new HashMap<>();
  private MortalApply applies;

  @BeforeEach
  void open() {
    applies = new MortalApply(directory);
  }

  @Test
  void theNextApplyEndsInTheSamePlace() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> cases = List.of("actions", "modules", "moves", "destruction");
    int killed = 0;
    for (int number = 0; number < TRIALS; number++) {
      String name = cases.get(number % cases.size());
      FakeCloud.Traffic traffic =
          random.nextInt(3) == 0 ? FakeCloud.Traffic.ANSWERS_LOST : FakeCloud.Traffic.HEARD;
      Lived lived = living.computeIfAbsent(name + traffic, _ -> live(name, traffic));
      MortalApply.Trial trial = applies.prepare(name, traffic, List.of("")).getFirst();

      boolean died = kill(trial, random.nextLong(lived.millis() * 11 / 10 + 1));

      killed += died ? 1 : 0;
      assertEquals(lived.outcome(), Outcome.of(trial, name), "trial " + number + ", " + name);
      if (TRIALS > 4) {
        System.out.printf("%d trials, %d killed under way%n", number + 1, killed);
      }
    }
  }

  /** An apply that was let live: where it ended, and how long it took. */
  private record Lived(Outcome outcome, long millis) {}

  private Lived live(String name, FakeCloud.Traffic traffic) {
    try {
      MortalApply.Trial trial = applies.prepare(name, traffic, List.of("")).getFirst();
      Process child = start(trial);
      long began = System.nanoTime();
      String printed = child.inputReader().readAllAsString();
      assertEquals(0, child.waitFor(), printed);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      return new Lived(Outcome.of(trial, name), took);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean kill(MortalApply.Trial trial, long millis) throws Exception {
    Process child = start(trial);
    boolean ended = child.waitFor(millis, TimeUnit.MILLISECONDS);
    child.destroyForcibly().waitFor();
    return !ended;
  }

  /** Returns when the apply begins. */
  private static Process start(MortalApply.Trial trial) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                // Where the copy of SQLite's library goes with the rest: the killed leave it
                // behind.
                "-Dorg.sqlite.tmpdir=" + trial.directory().getParent(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Applying.class.getName(),
                trial.directory().toString(),
                trial.traffic().name())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = child.inputReader();
    String line = output.readLine();
    while (line != null && !line.equals("begins")) {
      line = output.readLine();
    }
    return child;
  }

  /** Applies, taking its time at each step. */
  static final class Applying {
    private Applying() {}

    public static void main(String[] arguments) throws Exception {
      try (Workshop workshop = new Workshop(Path.of(arguments[0]))) {
        workshop.cloud.traffic = FakeCloud.Traffic.valueOf(arguments[1]);
        workshop.cloud.crashPoint = _ -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        // So that the time goes to the apply, and not to loading classes.
        workshop.plan();
        System.out.println("begins");
        workshop.apply();
      }
      System.exit(0);
    }
  }
}
