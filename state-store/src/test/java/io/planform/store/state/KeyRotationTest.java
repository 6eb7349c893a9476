package io.planform.store.state;

import static io.planform.store.state.Sample.REQUEST;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.state.StateStore.Rotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rotation dies between any two batches, and the next one carries it to its end. */
class KeyRotationTest {
  /** Three batches, the last one not full. */
  private static final int DOCUMENTS = 500;

  @TempDir Path folder;

  static Stream<Arguments> deaths() {
    return TestStore.KINDS.stream()
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, "key durable", 1, 500),
                    Arguments.of(kind, "rotate written", 1, 500),
                    Arguments.of(kind, "rotate durable", 1, 300),
                    Arguments.of(kind, "rotate written", 2, 300),
                    Arguments.of(kind, "rotate durable", 2, 100)));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void isCarriedToItsEndByTheNext(String kind, String crashPoint, int time, int left)
      throws Exception {
    TestStore place = TestStore.of(kind, folder);
    List<Run.Change> changes = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      changes.add(put(secret("a%04d".formatted(i), "{\"n\":" + i + "}")));
    }
    Snapshot expected;
    try (StateStore store = place.open()) {
      try (Run run = StoreTest.begin(store)) {
        run.finish(changes, "written");
      }
      expected = store.snapshot(StoreTest.WORKSPACE);
    }
    try (ChildProcess child =
        new ChildProcess(KeyRotationTest.class, folder, place.url(), crashPoint, time)) {
      assertTrue(child.end().endsWith("99"));
    }
    try (StateStore store = place.open()) {
      assertEquals(expected, store.snapshot(StoreTest.WORKSPACE));
      Rotation.Rotated rotated =
          assertInstanceOf(Rotation.Rotated.class, store.rotateKey(REQUEST, Duration.ZERO));
      assertEquals(new Rotation.Rotated(left, true), rotated);
    }
    List<String> keys = Files.readAllLines(place.key());
    assertEquals(2, keys.size());
    Files.writeString(place.key(), keys.getFirst());
    try (StateStore store = place.open()) {
      assertEquals(expected, store.snapshot(StoreTest.WORKSPACE));
    }
  }

  /** The rotation that dies: when it reaches a crash point for the nth time. */
  static void main(String[] arguments) throws Exception {
    List<String> reached = new ArrayList<>();
    CrashPoint crashPoint =
        name -> {
          if (name.equals(arguments[2])) {
            reached.add(name);
          }
          if (reached.size() == Integer.parseInt(arguments[3])) {
            Runtime.getRuntime().halt(99);
          }
        };
    try (StateStore store = TestStore.named(arguments).open(Duration.ofMinutes(2), crashPoint)) {
      store.rotateKey(REQUEST, Duration.ZERO);
    }
  }
}
