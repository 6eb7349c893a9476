package io.planform.store.state;

import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.planform.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run wrote is in the next snapshot. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class SnapshotTest extends StoreTest {

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
    try (StateStore restored = openAnother()) {
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
  void givesASnapshotTakenDuringARunTheRevisionBefore() throws StoreException {
    try (Run run = begin(store)) {
      run.write(List.of(put(resource("a", "1"))));
      assertEquals(1, run.revision());
      assertEquals(0, store.snapshot(WORKSPACE).revision());
    }
    assertEquals(1, store.snapshot(WORKSPACE).revision());
  }
}
