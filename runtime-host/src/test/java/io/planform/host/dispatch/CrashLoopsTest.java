package io.planform.host.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.dispatch.Invocation.Failed;
import io.planform.host.dispatch.Invocation.Summary;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrashLoopsTest {
  private static final Failed CRASH = Cause.CRASHING.because("no luck", Summary.NOTHING);

  private long now;
  private final CrashLoops loops = new CrashLoops(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void holdsStartsBackForTwiceAsLongAfterEachCrash() {
    long seconds = 1;
    for (int i = 0; i < 10; i++) {
      loops.started("a#1", Optional.of(CRASH));
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertEquals(Optional.of(CRASH), loops.holdingBack("a#1"));
      pass(Duration.ofNanos(1));
      assertTrue(loops.holdingBack("a#1").isEmpty());
      seconds = Math.min(64, 2 * seconds);
    }
  }

  @Test
  void beginsAnewAfterAStartThatWentWell() {
    loops.started("a#1", Optional.of(CRASH));
    loops.started("a#1", Optional.of(CRASH));
    loops.started("a#1", Optional.empty());
    assertTrue(loops.holdingBack("a#1").isEmpty());
    loops.started("a#1", Optional.of(CRASH));
    pass(Duration.ofSeconds(1));
    assertTrue(loops.holdingBack("a#1").isEmpty());
  }

  @Test
  void holdsNothingBackThatFailedOtherwise() {
    loops.started("a#1", Optional.of(Cause.START_FAILED.because("slow", Summary.NOTHING)));
    assertTrue(loops.holdingBack("a#1").isEmpty());
  }

  @Test
  void aNewRevisionIsStartedAtOnce() {
    loops.started("a#1", Optional.of(CRASH));
    assertTrue(loops.holdingBack("a#2").isEmpty());
    loops.forget("a#");
    assertTrue(loops.holdingBack("a#1").isEmpty());
  }
}
