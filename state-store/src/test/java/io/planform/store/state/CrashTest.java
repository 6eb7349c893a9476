package io.planform.store.state;

import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.state.Operation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run dies at each of its crash points, and the next one finds exactly what was durable. */
class CrashTest {
  /** The steps of the run, in order; before the first one it takes the lease. */
  private static final List<Step> STEPS =
      List.of(
          run -> run.recordTarget("http://127.0.0.1:7400"),
          run -> run.intend(operation("1", "a")),
          run -> run.conclude("1", Result.DONE, List.of(put(secret("a", "{}")))),
          run -> run.intend(operation("2", "b")),
          run -> run.write(List.of(output("url", "1"), put(resource("c", "{}")))),
          run -> run.conclude("2", Result.PARTIAL, List.of(put(resource("b", "{}")))),
          run -> run.finish("3 added"));

  private interface Step {
    void on(Run run) throws StoreException;
  }

  /** What can be seen of a state that is the same in every store. */
  private record Seen(
      String target,
      List<ResourceRow> resources,
      List<OutputRow> outputs,
      List<String> unfinished,
      List<String> summaries) {
    static Seen of(StateStore store) throws StoreException {
      Snapshot snapshot = store.snapshot(StoreTest.WORKSPACE);
      return new Seen(
          String.valueOf(snapshot.target()),
          snapshot.resources(),
          snapshot.outputs(),
          snapshot.unfinished().stream().map(Operation::id).toList(),
          store.history(StoreTest.WORKSPACE).stream()
              .map(Revision::summary)
              .map(String::valueOf)
              .toList());
    }
  }

  @TempDir static Path folder;
  private static final Map<String, List<Seen>> EXPECTED = new HashMap<>();

  @BeforeAll
  static void seeWhatEachStepLeaves() throws Exception {
    for (String kind : TestStore.KINDS) {
      List<Seen> seen = new ArrayList<>();
      for (int steps = 0; steps <= STEPS.size(); steps++) {
        try (StateStore store = place(kind, "steps" + steps).open()) {
          try (Run run = StoreTest.begin(store)) {
            for (Step step : STEPS.subList(0, steps)) {
              step.on(run);
            }
          }
          seen.add(Seen.of(store));
        }
      }
      EXPECTED.put(kind, seen);
    }
  }

  private static TestStore place(String kind, String name) throws Exception {
    return TestStore.of(kind, Files.createDirectory(folder.resolve(kind + name)));
  }

  static Stream<Arguments> crashPoints() {
    return TestStore.KINDS.stream()
        .flatMap(
            kind ->
                IntStream.range(0, 2 * (STEPS.size() + 1))
                    .mapToObj(crashPoint -> Arguments.of(kind, crashPoint)));
  }

  @ParameterizedTest
  @MethodSource("crashPoints")
  void leavesWhatWasDurable(String kind, int crashPoint) throws Exception {
    TestStore state = place(kind, "at" + crashPoint);
    state.open().close();
    try (ChildProcess child =
        new ChildProcess(CrashTest.class, state.folder(), state.url(), crashPoint)) {
      String suffix = crashPoint % 2 == 0 ? " written\n99" : " durable\n99";
      String end = child.end();
      assertTrue(end.endsWith(suffix), end);
    }
    int stepsDurable = (crashPoint + 1) / 2 - 1;
    try (StateStore store = state.open()) {
      assertEquals(
          EXPECTED.getOrDefault(kind, List.of()).get(Math.max(0, stepsDurable)), Seen.of(store));
      try (Run next = StoreTest.begin(store)) {
        for (Operation operation : next.snapshot().unfinished()) {
          next.conclude(operation.id(), Result.REFUSED, List.of());
        }
        next.finish("repaired");
      }
      assertEquals(List.of(), store.snapshot(StoreTest.WORKSPACE).unfinished());
    }
  }

  /** The run that dies: at the crash point with a number, counted from its beginning. */
  static void main(String[] arguments) throws Exception {
    List<String> reached = new ArrayList<>();
    CrashPoint crashPoint =
        name -> {
          reached.add(name);
          if (reached.size() > Integer.parseInt(arguments[2])) {
            System.out.println(name);
            Runtime.getRuntime().halt(99);
          }
        };
    TestStore state = TestStore.named(arguments);
    try (StateStore store = state.open(Duration.ofMinutes(2), crashPoint);
        Run run = StoreTest.begin(store)) {
      for (Step step : STEPS) {
        step.on(run);
      }
    }
  }
}
