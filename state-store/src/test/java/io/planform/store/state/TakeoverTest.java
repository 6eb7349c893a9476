package io.planform.store.state;

import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.state.StateStore.Acquired;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A state that comes from elsewhere: with its lineage and serial, or as a backup. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class TakeoverTest extends StoreTest {

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
    try (StateStore restored = openAnother()) {
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
}
