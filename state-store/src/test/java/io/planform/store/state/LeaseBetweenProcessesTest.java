package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.StoreTest.WORKSPACE;
import static io.planform.store.state.StoreTest.begin;
import static io.planform.store.state.StoreTest.granted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.state.StateStore.Acquired;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class LeaseBetweenProcessesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Parameter String kind = "";
  @TempDir Path folder;
  private TestStore state;

  @BeforeEach
  void nameState() {
    state = TestStore.of(kind, folder);
  }

  @Test
  void letsTwoProcessesWriteOneAfterTheOther() throws Exception {
    try (ChildProcess one = new ChildProcess(Counting.class, folder, state.url());
        ChildProcess other = new ChildProcess(Counting.class, folder, state.url())) {
      assertEquals("0", one.end());
      assertEquals("0", other.end());
    }
    try (StateStore store = state.open()) {
      assertEquals("10", store.snapshot(WORKSPACE).outputs().getFirst().value());
      assertEquals(10, store.history(WORKSPACE).size());
    }
  }

  @Test
  void takesOverFromAHolderThatSleptTooLongAndRefusesItsWrites() throws Exception {
    try (ChildProcess sleeper = new ChildProcess(Holding.class, folder, state.url())) {
      assertEquals("held", sleeper.readLine());
      try (StateStore store = state.open()) {
        assertInstanceOf(Acquired.Busy.class, store.begin(WORKSPACE, REQUEST, Duration.ZERO));
        sleeper.signal("STOP");
        try (Run run = granted(store.begin(WORKSPACE, REQUEST, PATIENCE))) {
          sleeper.signal("CONT");
          sleeper.writeLine("write");
          assertEquals("lost", sleeper.readLine());
          run.write(List.of(put(resource("a", "mine"))));
          run.finish("done");
        }
        assertEquals("mine", store.snapshot(WORKSPACE).resources().getFirst().attributes());
      }
    }
  }

  @Test
  void letsAHolderThatSleptTooLongGoOnIfNobodyTookOver() throws Exception {
    try (ChildProcess sleeper = new ChildProcess(Holding.class, folder, state.url());
        StateStore store = state.open()) {
      assertEquals("held", sleeper.readLine());
      sleeper.signal("STOP");
      LeaseHolder holder =
          assertInstanceOf(Acquired.Busy.class, store.begin(WORKSPACE, REQUEST, Duration.ZERO))
              .holder();
      Thread.sleep(Duration.between(Instant.now(), holder.expires()));
      sleeper.signal("CONT");
      sleeper.writeLine("write");
      assertEquals("written", sleeper.readLine());
    }
  }

  @Test
  void doesNotWaitForAHolderThatDied() throws Exception {
    try (ChildProcess holder = new ChildProcess(Holding.class, folder, state.url());
        StateStore store = state.open()) {
      assertEquals("held", holder.readLine());
      holder.signal("KILL");
      assertTrue(holder.end().endsWith("137"));
      begin(store).close();
    }
  }

  /** Adds 1 five times to what the state says. */
  static final class Counting {
    static void main(String[] arguments) throws Exception {
      try (StateStore store = TestStore.named(arguments).open()) {
        for (int i = 0; i < 5; i++) {
          try (Run run = granted(store.begin(WORKSPACE, REQUEST, PATIENCE))) {
            List<OutputRow> outputs = run.snapshot().outputs();
            int count = outputs.isEmpty() ? 0 : Integer.parseInt(outputs.getFirst().value());
            run.write(List.of(output("count", Integer.toString(count + 1))));
            run.finish("counted");
          }
        }
      }
    }
  }

  /** Holds the lease and writes when told to. */
  static final class Holding {
    private static final Duration LENGTH = Duration.ofSeconds(3);

    static void main(String[] arguments) throws Exception {
      try (StateStore store = TestStore.named(arguments).open(LENGTH, CrashPoint.NONE);
          Run run = begin(store)) {
        System.out.println("held");
        System.in.read();
        try {
          run.remaining(Duration.ZERO);
          run.write(List.of(put(resource("a", "sleeper's"))));
          System.out.println("written");
        } catch (LeaseLostException e) {
          System.out.println("lost");
        }
      }
    }
  }
}
