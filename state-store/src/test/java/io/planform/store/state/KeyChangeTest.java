package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.StateStore.Rotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Another key for everything that is kept secret. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class KeyChangeTest extends StoreTest {

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
}
