package io.planform.host.instance;

import static io.planform.host.instance.InstanceState.BUSY;
import static io.planform.host.instance.InstanceState.CREATED;
import static io.planform.host.instance.InstanceState.DRAINING;
import static io.planform.host.instance.InstanceState.GONE;
import static io.planform.host.instance.InstanceState.IDLE;
import static io.planform.host.instance.InstanceState.INITIALISING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InstanceStateTest {
  private enum Step {
    INITIALISE,
    READY,
    RESERVE,
    RELEASE,
    DRAIN,
    END_IF_IDLE,
    END
  }

  @Test
  void allowsTheseChangesAndNoOther() {
    Set<List<InstanceState>> allowed =
        Set.of(
            List.of(CREATED, INITIALISING),
            List.of(INITIALISING, IDLE),
            List.of(IDLE, BUSY),
            List.of(BUSY, IDLE),
            List.of(BUSY, DRAINING),
            List.of(CREATED, GONE),
            List.of(INITIALISING, GONE),
            List.of(IDLE, GONE),
            List.of(BUSY, GONE),
            List.of(DRAINING, GONE));
    Set<List<InstanceState>> found = new HashSet<>();
    for (InstanceState from : InstanceState.values()) {
      for (InstanceState to : InstanceState.values()) {
        if (from.mayBecome(to)) {
          found.add(List.of(from, to));
        } else {
          assertThrows(IllegalStateException.class, () -> from.become(to));
        }
      }
    }
    assertEquals(allowed, found);
  }

  @Property
  void neverRunsMoreThanItsSlotsNorTakesRequestsWhenItMayNot(
      @ForAll List<Step> steps, @ForAll @IntRange(min = 1, max = 4) int slots) {
    var lifecycle = new Lifecycle(slots);
    int running = 0;
    for (Step step : steps) {
      InstanceState before = lifecycle.state();
      switch (step) {
        case INITIALISE -> assertEquals(before == CREATED, lifecycle.initialise());
        case READY -> assertEquals(before == INITIALISING, lifecycle.ready());
        case RESERVE -> {
          boolean may = before == IDLE || (before == BUSY && running < slots);
          assertEquals(may, lifecycle.reserve());
          running += may ? 1 : 0;
        }
        case RELEASE -> {
          if (running > 0) {
            running--;
            var left = lifecycle.release();
            assertEquals(
                before == DRAINING && running == 0, left == Lifecycle.Released.LAST_OF_DRAINING);
            assertEquals(before == BUSY, left == Lifecycle.Released.SLOT_FREE);
          }
        }
        case DRAIN ->
            assertEquals(Set.of(CREATED, INITIALISING, IDLE).contains(before), lifecycle.drain());
        case END_IF_IDLE -> assertEquals(before == IDLE, lifecycle.endIfIdle());
        case END -> assertEquals(before != GONE, lifecycle.end());
      }
      InstanceState now = lifecycle.state();
      assertTrue(before == now || before.mayBecome(now), before + " to " + now);
      assertEquals(now == BUSY, now != DRAINING && now != GONE && running > 0);
    }
    assertFalse(lifecycle.state() == GONE && lifecycle.reserve());
  }
}
