package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.planform.store.StoreException;
import io.planform.store.state.StateStore.Acquired;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A store of each kind, empty at first. What is tested on it every store must do. */
abstract class StoreTest {
  static final String WORKSPACE = "default";
  static final Duration LONG = Duration.ofMinutes(2);

  @Parameter String kind = "";
  @TempDir Path folder;
  StateStore store;

  @BeforeEach
  void openStore() throws StoreException {
    store = open(LONG);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** The store of the running test once more. */
  final StateStore open(Duration lease) throws StoreException {
    return TestStore.of(kind, folder).open(lease, CrashPoint.NONE);
  }

  final void reopen() throws StoreException {
    store.close();
    store = open(LONG);
  }

  /** Another one with the same key, which is empty too. */
  final StateStore openAnother() throws StoreException {
    return TestStore.of(kind, folder).another().open();
  }

  /** The key file of both. */
  final Path key() {
    return TestStore.of(kind, folder).key();
  }

  static Run begin(StateStore store) throws StoreException {
    return begin(store, WORKSPACE);
  }

  static Run begin(StateStore store, String workspace) throws StoreException {
    return granted(store.begin(workspace, REQUEST, Duration.ZERO));
  }

  static Run granted(Acquired acquired) {
    return assertInstanceOf(Acquired.Granted.class, acquired).run();
  }

  /** The state after each of three revisions, and before them. */
  final List<Snapshot> makeThreeRevisions() throws StoreException {
    List<List<Run.Change>> revisions =
        List.of(
            List.of(put(resource("a", "1")), put(secret("b", "1")), output("x", "1")),
            List.of(
                put(secret("b", "2")),
                put(resource("a", "old", "1", false, 0)),
                new Run.Change.RemoveOutput("x"),
                new Run.Change.PutOutput(new OutputRow("y", "1", true))),
            List.of(new Run.Change.Remove("b", ""), put(resource("c", "1")), output("x", "2")));
    List<Snapshot> after = new ArrayList<>(List.of(store.snapshot(WORKSPACE)));
    for (List<Run.Change> changes : revisions) {
      try (Run run = begin(store)) {
        run.finish(changes, "changed");
      }
      after.add(store.snapshot(WORKSPACE));
    }
    return after;
  }
}
