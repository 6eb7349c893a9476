package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.Operation.Result;
import io.planform.store.state.StateStore.Acquired;
import io.planform.store.state.StateStore.Rotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every state store must do. */
abstract class StateStoreContract {
  static final String WORKSPACE = "default";
  private static final Duration LONG = Duration.ofMinutes(2);

  private StateStore store;

  /** Opens the store of the running test, which is empty at first. */
  abstract StateStore open(Duration lease) throws StoreException;

  /** Opens another one with the same key, which is empty too. */
  abstract StateStore openAnother(Duration lease) throws StoreException;

  /** The key file of both. */
  abstract Path key();

  @BeforeEach
  void openStore() throws StoreException {
    store = open(LONG);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void startsEmptyUnderALineageThatStays() throws StoreException {
    Snapshot first = store.snapshot(WORKSPACE);
    assertEquals(
        new Snapshot(WORKSPACE, first.lineage(), null, 0, List.of(), List.of(), null, List.of()),
        first);
    assertEquals(first, store.snapshot(WORKSPACE));
    assertNotEquals(first.lineage(), store.snapshot("other").lineage());
    assertEquals(List.of(), store.history(WORKSPACE));
  }

  @Test
  void takesOverAStateWithItsLineageAndSerial() throws StoreException {
    Origin origin = new Origin("c0ffee", 41);
    takeOver(WORKSPACE, origin, "1");
    assertEquals("c0ffee", store.snapshot(WORKSPACE).lineage());
    assertEquals(41, store.snapshot(WORKSPACE).revision());
    assertEquals(
        List.of(secret("a", "1").attributes()),
        store.snapshot(WORKSPACE).resources().stream().map(ResourceRow::attributes).toList());
    try (Run run = begin(store)) {
      assertEquals(42, run.revision());
    }
    takeOver(WORKSPACE, new Origin("another", 50), "2");
    assertEquals("c0ffee", store.snapshot(WORKSPACE).lineage());
    assertEquals(50, store.snapshot(WORKSPACE).revision());
    takeOver(WORKSPACE, origin, "3");
    assertEquals(51, store.snapshot(WORKSPACE).revision());
  }

  @Test
  void aLineageIsThatOfOneState() throws StoreException {
    takeOver(WORKSPACE, new Origin("c0ffee", 41), "1");
    takeOver("other", new Origin("c0ffee", 41), "1");
    assertNotEquals("c0ffee", store.snapshot("other").lineage());
  }

  private void takeOver(String workspace, Origin origin, String document) throws StoreException {
    RunRequest request = new RunRequest("planform state push", "tester", null, null);
    Acquired acquired = store.begin(workspace, request, origin, Duration.ZERO);
    try (Run run = assertInstanceOf(Acquired.Granted.class, acquired).run()) {
      run.finish(List.of(put(secret("a", document))), "taken over");
    }
  }

  @Test
  void keepsWhatARunWrote() throws StoreException {
    OutputRow password = new OutputRow("password", "\"swordfish\"", true);
    try (Run run = begin(store)) {
      run.recordTarget("http://127.0.0.1:7400");
      run.write(List.of(put(resource("b", "{}")), put(secret("a", "{\"key\":\"ä\"}"))));
      run.write(List.of(new Run.Change.PutOutput(password), output("url", "\"http://x\"")));
      run.finish("2 added");
    }
    reopen();
    Snapshot snapshot = store.snapshot(WORKSPACE);
    assertEquals("http://127.0.0.1:7400", snapshot.target());
    assertEquals(1, snapshot.revision());
    assertEquals(
        List.of(resource("a", "", "{\"key\":\"ä\"}", true, 1), resource("b", "", "{}", false, 1)),
        snapshot.resources());
    assertEquals(
        List.of(password, new OutputRow("url", "\"http://x\"", false)), snapshot.outputs());
    assertEquals(List.of(), snapshot.unfinished());
  }

  @Test
  void changesAndRemovesRowsAndOutputs() throws StoreException {
    try (Run run = begin(store)) {
      run.write(List.of(put(resource("a", "1")), put(resource("b", "1")), output("x", "1")));
      run.finish("first");
    }
    try (Run run = begin(store)) {
      run.write(
          List.of(
              put(resource("a", "deposed1", "1", false, 0)),
              put(resource("a", "2")),
              put(resource("a", "3")),
              new Run.Change.Remove("b", ""),
              new Run.Change.Remove("never there", ""),
              new Run.Change.RemoveOutput("x"),
              output("y", "2")));
      run.finish("second");
    }
    Snapshot snapshot = store.snapshot(WORKSPACE);
    assertEquals(
        List.of(resource("a", "", "3", false, 2), resource("a", "deposed1", "1", false, 2)),
        snapshot.resources());
    assertEquals(List.of(new OutputRow("y", "2", false)), snapshot.outputs());
  }

  @Test
  void keepsWhatConditionsSaidOfThePresentRevisionOnly(@TempDir Path elsewhere)
      throws StoreException {
    try (Run run = begin(store)) {
      run.finish(List.of(put(resource("a", "1")), new Run.Change.PutChecks("[1]")), "first");
    }
    try (Run run = begin(store)) {
      run.finish(List.of(put(resource("a", "2"))), "second");
    }
    assertEquals("[1]", store.snapshot(WORKSPACE).checks());
    assertNull(store.snapshot(WORKSPACE, 1).orElseThrow().checks());
    assertEquals(1, store.backUp(elsewhere.resolve("backup.db")));
    try (StateStore restored = openAnother(LONG)) {
      assertEquals(1, restored.restore(elsewhere.resolve("backup.db")));
      assertEquals("[1]", restored.snapshot(WORKSPACE).checks());
    }
    try (Run run = begin(store)) {
      run.finish(List.of(new Run.Change.Restore(1)), "back");
    }
    assertNull(store.snapshot(WORKSPACE).checks());
    try (Run run = begin(store)) {
      run.write(List.of(new Run.Change.PutChecks("[2]"), new Run.Change.PutChecks(null)));
    }
    assertNull(store.snapshot(WORKSPACE).checks());
  }

  @Test
  void keepsWorkspacesApart() throws StoreException {
    try (Run run = begin(store);
        Run other = begin(store, "other")) {
      run.write(List.of(put(resource("a", "1"))));
      other.write(List.of(put(resource("a", "2"))));
    }
    assertEquals("1", store.snapshot(WORKSPACE).resources().getFirst().attributes());
    assertEquals("2", store.snapshot("other").resources().getFirst().attributes());
  }

  @Test
  void listsMakesAndDeletesWorkspaces() throws StoreException {
    assertEquals(List.of(), store.workspaces());
    assertTrue(store.create("b"));
    assertTrue(store.create("B"));
    assertFalse(store.create("b"));
    String lineage = store.snapshot("a").lineage();
    assertEquals(List.of("B", "a", "b"), store.workspaces());
    try (Run run = begin(store, "a")) {
      run.intend(operation("1", "a"));
      run.conclude("1", Result.DONE, List.of(put(secret("a", "{}")), output("x", "1")));
      run.deleteState();
      assertThrows(LeaseLostException.class, () -> run.write(List.of(put(resource("x", "1")))));
    }
    assertEquals(List.of("B", "b"), store.workspaces());
    assertEquals(List.of(), store.history("a"));
    assertNotEquals(lineage, store.snapshot("a").lineage());
    assertEquals(List.of(), store.snapshot("a").resources());
  }

  @Test
  void fencesOutWhoWroteToADeletedWorkspace() throws StoreException {
    try (Run old = begin(store)) {
      assertTrue(store.forceUnlock(WORKSPACE, old.leaseId()));
      try (Run run = begin(store)) {
        run.deleteState();
      }
      assertTrue(store.create(WORKSPACE));
      try (Run next = begin(store)) {
        assertThrows(LeaseLostException.class, () -> old.write(List.of(output("x", "1"))));
        next.write(List.of(output("x", "2")));
      }
    }
    assertEquals(List.of(new OutputRow("x", "2", false)), store.snapshot(WORKSPACE).outputs());
  }

  @Test
  void restoresABackupIntoAnotherStore(@TempDir Path elsewhere) throws StoreException {
    makeThreeRevisions();
    Path backup = elsewhere.resolve("backup.db");
    long fence;
    try (Run run = begin(store, "dev")) {
      fence = run.fence();
      run.intend(operation("1", "a"));
      run.write(List.of(put(secret("s", "{}"))));
      assertEquals(2, store.backUp(backup));
    }
    StoreException refused = assertThrows(StoreException.class, () -> store.backUp(backup));
    assertTrue(refused.getMessage().contains("exists already"), refused.getMessage());
    refused = assertThrows(StoreException.class, () -> store.restore(backup));
    assertTrue(refused.getMessage().contains("has revisions of default"), refused.getMessage());
    try (StateStore restored = openAnother(LONG)) {
      restored.snapshot("made by looking");
      assertEquals(2, restored.restore(backup));
      assertEquals(List.of(WORKSPACE, "dev"), restored.workspaces());
      assertEquals(store.snapshot(WORKSPACE), restored.snapshot(WORKSPACE));
      assertEquals(store.snapshot(WORKSPACE, 2), restored.snapshot(WORKSPACE, 2));
      assertEquals(store.history(WORKSPACE), restored.history(WORKSPACE));
      try (Run run = begin(restored, "dev")) {
        assertTrue(run.fence() > fence + 1000);
        assertEquals(
            List.of("1"), run.snapshot().unfinished().stream().map(Operation::id).toList());
        assertEquals("{}", run.snapshot().resources().getFirst().attributes());
      }
    }
  }

  @Test
  void everythingCanBeReadAfterARotationWithoutTheFormerKey() throws Exception {
    List<Snapshot> revisions = makeThreeRevisions();
    try (Run run = begin(store, "dev")) {
      run.intend(operation("1", "a"));
    }
    List<Revision> history = store.history(WORKSPACE);
    Rotation.Rotated rotated =
        assertInstanceOf(Rotation.Rotated.class, store.rotateKey(REQUEST, Duration.ZERO));
    // Two documents and an output of the three revisions, and what the operation planned.
    assertEquals(new Rotation.Rotated(4, false), rotated);
    List<String> keys = Files.readAllLines(key());
    assertEquals(2, keys.size());
    Files.writeString(key(), keys.getFirst());
    reopen();
    for (Snapshot expected : revisions) {
      assertEquals(expected, store.snapshot(WORKSPACE, expected.revision()).orElseThrow());
    }
    assertEquals(history, store.history(WORKSPACE));
    assertEquals(
        operation("1", "a").planned(), store.snapshot("dev").unfinished().getFirst().planned());
    assertEquals(new Rotation.Rotated(4, false), store.rotateKey(REQUEST, Duration.ZERO));
  }

  @Test
  void rotatesNothingWhileSomebodyWrites() throws Exception {
    makeThreeRevisions();
    try (Run run = begin(store, "dev")) {
      Rotation.Busy busy =
          assertInstanceOf(Rotation.Busy.class, store.rotateKey(REQUEST, Duration.ZERO));
      assertEquals(run.leaseId(), busy.holder().id());
    }
    assertEquals(1, Files.readAllLines(key()).size());
    begin(store).close();
  }

  @Test
  void rotatesNothingWithAnotherKey() throws Exception {
    makeThreeRevisions();
    Path former = key().resolveSibling("former");
    Files.move(key(), former);
    reopen();
    assertThrows(StoreException.class, () -> store.rotateKey(REQUEST, Duration.ZERO));
    assertFalse(Files.exists(key()));
    new EnvelopeCipher(new KeySource.KeyFile(key())).seal("x", "y");
    reopen();
    assertThrows(StoreException.class, () -> store.rotateKey(REQUEST, Duration.ZERO));
    Files.move(former, key(), StandardCopyOption.REPLACE_EXISTING);
    reopen();
    assertEquals(3, store.snapshot(WORKSPACE).revision());
    assertInstanceOf(Rotation.Rotated.class, store.rotateKey(REQUEST, Duration.ZERO));
  }

  @Test
  void tellsTheHistoryNewestFirst() throws StoreException {
    RunRequest deployment = new RunRequest("planform deploy", "ada@engine", "c0ffee", "5ca1ab1e");
    try (Run run = granted(store.begin(WORKSPACE, deployment, Duration.ZERO))) {
      run.write(List.of(put(resource("a", "1"))));
      run.finish("1 added");
    }
    try (Run run = begin(store)) {
      run.write(List.of(put(resource("a", "2"))));
    }
    List<Revision> history = store.history(WORKSPACE);
    assertEquals(List.of(2L, 1L), history.stream().map(Revision::number).toList());
    assertEquals(List.of(1L, 0L), history.stream().map(Revision::parent).toList());
    assertNull(history.getFirst().summary());
    assertEquals(
        new Revision(
            1,
            0,
            "ada@engine",
            "planform deploy",
            "c0ffee",
            "5ca1ab1e",
            history.getLast().at(),
            "1 added"),
        history.getLast());
  }

  @Test
  void readsEveryRevision() throws StoreException {
    List<Snapshot> after = makeThreeRevisions();
    for (Snapshot expected : after) {
      Snapshot seen = store.snapshot(WORKSPACE, expected.revision()).orElseThrow();
      assertEquals(expected, seen);
    }
    assertEquals(Optional.empty(), store.snapshot(WORKSPACE, 4));
    assertEquals(Optional.empty(), store.snapshot("other", 1));
  }

  @Test
  void restoresAnEarlierRevisionAsANewOne() throws StoreException {
    for (Snapshot earlier : makeThreeRevisions()) {
      long restored;
      try (Run run = begin(store)) {
        restored = run.revision();
        run.finish(
            List.of(new Run.Change.Restore(earlier.revision())), "back to " + earlier.revision());
      }
      Snapshot snapshot = store.snapshot(WORKSPACE);
      assertEquals(restored, snapshot.revision());
      assertEquals(
          earlier.resources().stream().map(StateStoreContract::apartFromRevision).toList(),
          snapshot.resources().stream().map(StateStoreContract::apartFromRevision).toList());
      assertEquals(earlier.outputs(), snapshot.outputs());
      assertEquals("back to " + earlier.revision(), store.history(WORKSPACE).getFirst().summary());
      assertEquals(earlier, store.snapshot(WORKSPACE, earlier.revision()).orElseThrow());
    }
  }

  @Test
  void refusesToRestoreARevisionThatIsNotThereAndChangesNothing() throws StoreException {
    makeThreeRevisions();
    Snapshot before = store.snapshot(WORKSPACE);
    try (Run run = begin(store)) {
      StoreException refused =
          assertThrows(
              StoreException.class,
              () ->
                  run.finish(List.of(put(resource("x", "1")), new Run.Change.Restore(17)), "back"));
      assertEquals("The state has no revision 17.", refused.getMessage());
    }
    assertEquals(before, store.snapshot(WORKSPACE));
    assertEquals(3, store.history(WORKSPACE).size());
  }

  /** The state after each of three revisions, and before them. */
  private List<Snapshot> makeThreeRevisions() throws StoreException {
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

  private static ResourceRow apartFromRevision(ResourceRow row) {
    return new ResourceRow(
        row.address(),
        row.deposed(),
        row.provider(),
        row.objectId(),
        row.attributes(),
        row.sensitive(),
        row.schemaVersion(),
        row.status(),
        row.createBeforeDestroy(),
        row.dependencies(),
        0);
  }

  @Test
  void makesNoRevisionOfARunThatChangedNothing() throws StoreException {
    begin(store).close();
    assertEquals(List.of(), store.history(WORKSPACE));
    assertEquals(0, store.snapshot(WORKSPACE).revision());
  }

  @Test
  void givesASnapshotTakenDuringARunTheRevisionBefore() throws StoreException {
    try (Run run = begin(store)) {
      run.write(List.of(put(resource("a", "1"))));
      assertEquals(1, run.revision());
      assertEquals(0, store.snapshot(WORKSPACE).revision());
    }
    assertEquals(1, store.snapshot(WORKSPACE).revision());
  }

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

  static Run begin(StateStore store) throws StoreException {
    return begin(store, WORKSPACE);
  }

  static Run begin(StateStore store, String workspace) throws StoreException {
    return granted(store.begin(workspace, REQUEST, Duration.ZERO));
  }

  static Run granted(Acquired acquired) {
    return assertInstanceOf(Acquired.Granted.class, acquired).run();
  }

  private void reopen() throws StoreException {
    store.close();
    store = open(LONG);
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
