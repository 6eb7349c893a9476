package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.state.Operation.Result;
import io.planform.store.state.StateStore.Acquired;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One run at a time, and who may write. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class LeaseTest extends StoreTest {

  @Test
  void grantsOneRunAtATime() throws StoreException {
    try (Run run = begin(store)) {
      Acquired.Busy busy =
          assertInstanceOf(
              Acquired.Busy.class, store.begin(WORKSPACE, REQUEST, Duration.ofMillis(1)));
      assertEquals(run.leaseId(), busy.holder().id());
      assertEquals("ada@engine", busy.holder().actor());
      assertEquals("planform apply", busy.holder().command());
      assertEquals(LONG, Duration.between(busy.holder().since(), busy.holder().expires()));
    }
    begin(store).close();
  }

  @Test
  void waitsForTheLease() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Run run = begin(store);
      Future<Acquired> second =
          threads.submit(() -> store.begin(WORKSPACE, REQUEST, Duration.ofMinutes(1)));
      run.finish("done");
      try (Run granted = granted(second.get())) {
        assertTrue(granted.fence() > run.fence());
      }
    }
  }

  @Test
  void refusesEveryWriteOfARunThatEnded() throws StoreException {
    Run run = begin(store);
    run.intend(operation("1", "a"));
    run.finish("done");
    assertLost(run, "1");
    try (Run next = begin(store)) {
      assertLost(run, "1");
      assertEquals(List.of("1"), next.snapshot().unfinished().stream().map(Operation::id).toList());
    }
  }

  @Test
  void endsALeaseOnlyByItsExactId() throws StoreException {
    try (Run run = begin(store)) {
      run.intend(operation("1", "a"));
      assertFalse(store.forceUnlock(WORKSPACE, "another"));
      assertFalse(store.forceUnlock("other", run.leaseId()));
      run.write(List.of());
      assertTrue(store.forceUnlock(WORKSPACE, run.leaseId()));
      assertFalse(store.forceUnlock(WORKSPACE, run.leaseId()));
      assertLost(run, "1");
    }
  }

  @Test
  void keepsALeaseAliveBeyondItsLength() throws StoreException {
    Duration length = Duration.ofSeconds(2);
    try (StateStore brief = open(length);
        Run run = begin(brief)) {
      assertInstanceOf(
          Acquired.Busy.class, store.begin(WORKSPACE, REQUEST, length.multipliedBy(2)));
      assertTrue(run.remaining(Duration.ZERO).compareTo(length) <= 0);
      assertTrue(run.remaining(Duration.ZERO).isPositive());
      run.write(List.of(put(resource("a", "1"))));
    }
  }

  private void assertLost(Run run, String operation) throws StoreException {
    Snapshot before = store.snapshot(WORKSPACE);
    List<Revision> history = store.history(WORKSPACE);
    assertThrows(LeaseLostException.class, () -> run.write(List.of(put(resource("x", "1")))));
    assertThrows(LeaseLostException.class, () -> run.recordTarget("elsewhere"));
    assertThrows(LeaseLostException.class, () -> run.intend(operation("9", "x")));
    assertThrows(LeaseLostException.class, () -> run.conclude(operation, Result.DONE, List.of()));
    assertThrows(LeaseLostException.class, () -> run.finish("again"));
    assertEquals(before, store.snapshot(WORKSPACE));
    assertEquals(history, store.history(WORKSPACE));
  }
}
