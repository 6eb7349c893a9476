package io.planform.host.spare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.doctor.Check;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.EngineInstance;
import io.planform.host.engine.InstanceEngine;
import io.planform.host.engine.InstanceListener;
import io.planform.host.engine.InstanceSpec;
import io.planform.host.engine.PreparedInstance;
import io.planform.host.engine.Sandbox;
import io.planform.host.engine.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SpareInstancesTest {
  private static final Sandbox NODE = Sandbox.of("node", 128, 512);
  private static final Sandbox PYTHON = Sandbox.of("python", 256, 512);
  private static final SpareSettings TWO_EACH = new SpareSettings(2, 1024, Duration.ofMinutes(10));

  private final PreparingEngine engine = new PreparingEngine();

  @Test
  void hasNoneOfAKindThatWasNeverWanted() {
    try (var spares = new SpareInstances(engine, TWO_EACH)) {
      assertTrue(spares.take(NODE).isEmpty());
    }
  }

  @Test
  void keepsSomeOfAKindThatWasWanted() {
    try (var spares = new SpareInstances(engine, TWO_EACH)) {
      spares.expect(NODE);
      await(() -> spares.ready(NODE) == 2);
      var first = spares.take(NODE).orElseThrow();
      var second = spares.take(NODE).orElseThrow();
      assertNotSame(first, second);
      await(() -> spares.ready(NODE) == 2);
      assertEquals(4, engine.made(NODE));
      assertEquals(0, spares.ready(PYTHON));
    }
  }

  @Test
  void keepsWithinItsMemoryThoseThatWereWantedLast() {
    try (var spares =
        new SpareInstances(engine, new SpareSettings(2, 600, Duration.ofMinutes(10)))) {
      spares.expect(NODE);
      await(() -> spares.ready(NODE) == 2);
      spares.expect(PYTHON);
      await(() -> spares.ready(PYTHON) == 2 && spares.ready(NODE) == 0);
      assertEquals(2, engine.living());
    }
  }

  @Test
  void letsGoOfAKindThatIsNotWantedAnyMore() {
    try (var spares = new SpareInstances(engine, new SpareSettings(2, 600, Duration.ofNanos(1)))) {
      spares.expect(NODE);
      await(() -> spares.ready(NODE) == 0 && engine.living() == 0);
    }
  }

  @Test
  void givesAwayNoneThatHasDiedAndMakesAnother() {
    try (var spares = new SpareInstances(engine, TWO_EACH)) {
      spares.expect(NODE);
      await(() -> spares.ready(NODE) == 2);
      engine.killAll();
      assertTrue(spares.take(NODE).isEmpty());
      await(() -> engine.made(NODE) == 4 && engine.living() == 2);
      assertTrue(spares.take(NODE).orElseThrow().usable());
    }
  }

  @Test
  void doesNotTryAgainAtOnceWhatFailed() {
    engine.failing = true;
    try (var spares = new SpareInstances(engine, TWO_EACH)) {
      spares.expect(NODE);
      await(() -> engine.attempts() == 1);
      spares.expect(PYTHON);
      await(() -> engine.attempts() == 2);
      assertTrue(spares.take(NODE).isEmpty());
    }
    assertEquals(2, engine.attempts());
  }

  @Test
  void makesNoneWhenItIsSwitchedOff() {
    try (var spares = new SpareInstances(engine, SpareSettings.NONE)) {
      spares.expect(NODE);
      assertTrue(spares.take(NODE).isEmpty());
    }
    assertEquals(0, engine.attempts());
  }

  @Test
  void leavesNothingWhenItIsClosed() {
    for (int i = 0; i < 20; i++) {
      var spares = new SpareInstances(engine, TWO_EACH);
      spares.expect(NODE);
      spares.expect(PYTHON);
      spares.close();
      assertEquals(0, engine.living());
    }
  }

  private static void await(BooleanSupplier condition) {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "in time");
      Thread.onSpinWait();
    }
  }

  /** Prepares instances in no time. */
  private static final class PreparingEngine implements InstanceEngine {
    private final Map<Prepared, Sandbox> all = new HashMap<>();
    private int attempts;
    private volatile boolean failing;

    private static final class Prepared implements PreparedInstance {
      private volatile boolean living = true;

      @Override
      public boolean usable() {
        return living;
      }

      @Override
      public EngineInstance adopt(
          Path code,
          Map<String, String> variables,
          List<Service> services,
          int connections,
          InstanceListener listener) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {
        living = false;
      }
    }

    @Override
    public synchronized PreparedInstance prepare(Sandbox sandbox) {
      attempts++;
      if (failing) {
        throw new EngineException("as it was told");
      }
      var prepared = new Prepared();
      all.put(prepared, sandbox);
      return prepared;
    }

    synchronized int attempts() {
      return attempts;
    }

    synchronized long made(Sandbox sandbox) {
      return all.values().stream().filter(sandbox::equals).count();
    }

    synchronized long living() {
      return all.keySet().stream().filter(Prepared::usable).count();
    }

    synchronized void killAll() {
      all.keySet().forEach(Prepared::close);
    }

    @Override
    public EngineInstance start(InstanceSpec spec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Check> checks() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
