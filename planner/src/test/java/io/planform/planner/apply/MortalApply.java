package io.planform.planner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Applies that die. Each has a folder of its own; all of a test share one process: an apply that
 * has come to its moment stands still there, and once all stand still the process is halted without
 * any farewell.
 */
final class MortalApply {
  private static final int KILLED = 137;
  private static final Path CASES = Path.of("src/test/resources/crashes");

  /** One operation at a time, so that each run comes by the same moments. */
  private static final PlanRequest REQUEST =
      new PlanRequest(Plan.Mode.NORMAL, true, Set.of(), Set.of(), Set.of(), Parallelism.of(1));

  private final Path directory;
  private int folders;

  MortalApply(Path directory) {
    this.directory = directory;
  }

  /**
   * One apply.
   *
   * @param moment at which it dies: its name and {@code #} with how often it was reached, or only
   *     {@code #} with a number of moments; empty to be let live
   */
  record Trial(Path directory, FakeCloud.Traffic traffic, String moment) {
    Trial again(int moments) {
      return new Trial(directory, FakeCloud.Traffic.HEARD, "#" + moments);
    }
  }

  /** Those that an apply of a case comes by. */
  List<String> moments(String name, FakeCloud.Traffic traffic) throws Exception {
    Moments moments = new Moments();
    Trial trial = prepare(name, traffic, List.of("")).getFirst();
    try (Workshop workshop = new Workshop(trial.directory())) {
      workshop.cloud.traffic = traffic;
      workshop.cloud.crashPoint = moments::next;
      workshop.apply(REQUEST);
    }
    return moments.names;
  }

  /** Numbers moments of the same name. */
  private static final class Moments {
    final List<String> names = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();

    synchronized String next(String name) {
      String numbered = name + " #" + times.merge(name, 1, Integer::sum);
      names.add(numbered);
      return numbered;
    }
  }

  /** A folder for each moment, with a state and a cloud as they are before the apply. */
  List<Trial> prepare(String name, FakeCloud.Traffic traffic, List<String> moments)
      throws Exception {
    Path before = directory.resolve(name + "-before");
    if (Files.notExists(before)) {
      copy(CASES.resolve(name).resolve("before"), before);
      try (Workshop workshop = new Workshop(before)) {
        workshop.cloud.make("foreign-id", "foreign");
        workshop.cloud.troubles.put("half", FakeCloud.Trouble.HALF);
        workshop.apply();
        if (!name.equals("moves")) {
          workshop.cloud.remove("foreign");
        }
      }
    }
    List<Trial> trials = new ArrayList<>();
    for (String moment : moments) {
      Path folder = directory.resolve("trial" + ++folders);
      copy(before, folder);
      copy(CASES.resolve(name).resolve("after"), folder);
      trials.add(new Trial(folder, traffic, moment));
    }
    return trials;
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copied = target.resolve(source.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.deleteIfExists(copied);
          Files.copy(file, copied);
        }
      }
    }
  }

  void die(List<Trial> trials) throws Exception {
    Path output = directory.resolve("child.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                // Where the copy of SQLite's library goes with the rest: the killed leave it
                // behind.
                "-Dorg.sqlite.tmpdir=" + directory,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Dying.class.getName()));
    for (Trial trial : trials) {
      command.addAll(List.of(trial.directory().toString(), trial.traffic().name(), trial.moment()));
    }
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = child.waitFor();
    assertEquals(KILLED, code, Files.readString(output));
  }

  /** The process in which they die. */
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) throws InterruptedException {
      for (int i = 0; i < arguments.length; i += 3) {
        Trial trial =
            new Trial(
                Path.of(arguments[i]),
                FakeCloud.Traffic.valueOf(arguments[i + 1]),
                arguments[i + 2]);
        CountDownLatch standsStill = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> apply(trial, standsStill));
        standsStill.await();
      }
      Runtime.getRuntime().halt(KILLED);
    }

    private static void apply(Trial trial, CountDownLatch standsStill) {
      Moments moments = new Moments();
      CrashPoint crashPoint =
          name -> {
            String moment = moments.next(name);
            boolean last =
                moment.equals(trial.moment()) || trial.moment().equals("#" + moments.names.size());
            if (last) {
              standsStill.countDown();
            }
            while (standsStill.getCount() == 0) {
              LockSupport.park();
            }
          };
      try (Workshop workshop = new Workshop(trial.directory())) {
        workshop.cloud.traffic = trial.traffic();
        workshop.cloud.crashPoint = crashPoint;
        ApplyResult result = workshop.apply(REQUEST);
        if (!trial.moment().startsWith("#")) {
          System.out.println("still alive: " + trial + result + workshop.diagnostics);
          Runtime.getRuntime().halt(1);
        }
        standsStill.countDown();
      } catch (StoreException | RuntimeException e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(1);
      }
    }
  }
}
