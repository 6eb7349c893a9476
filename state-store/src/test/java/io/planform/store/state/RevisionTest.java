package io.planform.store.state;

import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.planform.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every run that changes something makes a revision, which stays. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class RevisionTest extends StoreTest {

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
          earlier.resources().stream().map(RevisionTest::apartFromRevision).toList(),
          snapshot.resources().stream().map(RevisionTest::apartFromRevision).toList());
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

  @Test
  void makesNoRevisionOfARunThatChangedNothing() throws StoreException {
    begin(store).close();
    assertEquals(List.of(), store.history(WORKSPACE));
    assertEquals(0, store.snapshot(WORKSPACE).revision());
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
}
