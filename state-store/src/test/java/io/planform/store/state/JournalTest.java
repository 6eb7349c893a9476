package io.planform.store.state;

import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.state.Operation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations under way, and what became of them. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class JournalTest extends StoreTest {

  @Test
  void tellsALaterRunWhatADeadOneWasDoing() throws StoreException {
    Operation lost = operation("1", "a");
    try (Run run = begin(store)) {
      run.intend(lost);
      run.intend(operation("2", "b"));
      run.conclude("2", Result.DONE, List.of(put(resource("b", "1"))));
      assertEquals(List.of(), store.snapshot(WORKSPACE).unfinished());
    }
    reopen();
    Operation expected = store.snapshot(WORKSPACE).unfinished().getFirst();
    assertEquals(lost.planned(), expected.planned());
    try (Run run = begin(store)) {
      assertEquals(List.of(expected), run.snapshot().unfinished());
      assertTrue(run.fence() > expected.fence());
      run.intend(expected);
      run.conclude("1", Result.UNKNOWN, List.of());
    }
    try (Run run = begin(store)) {
      assertEquals(1, run.snapshot().unfinished().size());
      run.conclude("1", Result.DONE, List.of(put(resource("a", "1"))));
    }
    Snapshot snapshot = store.snapshot(WORKSPACE);
    assertEquals(List.of(), snapshot.unfinished());
    assertEquals(2, snapshot.resources().size());
  }

  @Test
  void concludesAnOperationOnce() throws StoreException {
    try (Run run = begin(store)) {
      run.intend(operation("1", "a"));
      run.conclude("1", Result.DONE, List.of());
      List<Run.Change> more = List.of(put(resource("a", "1")));
      assertThrows(IllegalArgumentException.class, () -> run.conclude("1", Result.DONE, more));
      assertThrows(IllegalArgumentException.class, () -> run.conclude("never", Result.DONE, more));
      assertThrows(IllegalArgumentException.class, () -> run.intend(operation("1", "a")));
    }
    assertEquals(List.of(), store.snapshot(WORKSPACE).resources());
  }

  @Test
  void recordsTheWritesOfManyThreads() throws Exception {
    int many = 200;
    try (Run run = begin(store);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> walkers = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        String address = "resource." + i;
        walkers.add(
            () -> {
              run.intend(operation(address, address));
              run.conclude(address, Result.DONE, List.of(put(secret(address, "{}"))));
              return true;
            });
      }
      for (Future<Boolean> walker : threads.invokeAll(walkers)) {
        assertTrue(walker.get());
      }
    }
    reopen();
    assertEquals(many, store.snapshot(WORKSPACE).resources().size());
    assertEquals(List.of(), store.snapshot(WORKSPACE).unfinished());
  }
}
