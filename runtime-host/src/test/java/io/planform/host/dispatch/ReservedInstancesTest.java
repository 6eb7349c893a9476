package io.planform.host.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.function.FunctionRevision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservedInstancesTest {
  private static final FunctionRevision FIRST = Revisions.of("urn:hello:latest#1", 1, -1);
  private static final FunctionRevision SECOND = Revisions.of("urn:hello:latest#2", 1, -1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final SimulatedInstances instances = new SimulatedInstances(1);

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long latest = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "did not come about");
      Thread.sleep(1);
    }
  }

  private static Dispatcher dispatcher(FunctionInstances instances, Duration keepAlive) {
    return new Dispatcher(instances, new DispatchSettings(keepAlive, 4, 100_000));
  }

  private static void awaitReady(Dispatcher dispatcher, FunctionRevision function, int ready)
      throws InterruptedException {
    await(() -> dispatcher.standing(function).ready() == ready);
  }

  @Test
  void theyAreReadyBeforeAnybodyCallsAndStay() throws Exception {
    try (var dispatcher = dispatcher(instances, AT_ONCE)) {
      dispatcher.reserve(FIRST, new Reserve(3, false));
      awaitReady(dispatcher, FIRST, 3);
      for (int i = 0; i < 20; i++) {
        assertInstanceOf(
            Invocation.Answer.class, dispatcher.invoke(FIRST, SimulatedInstances.event(i)));
      }
      assertEquals(3, instances.starts.get());
      assertEquals(3, dispatcher.standing(FIRST).ready());
    }
    await(() -> instances.present.get() == 0);
  }

  @Test
  void theyDoNotCountBeforeTheyAreReady() throws Exception {
    instances.startsMayEnd = new CountDownLatch(1);
    try (var dispatcher = dispatcher(instances, AT_ONCE)) {
      dispatcher.reserve(FIRST, new Reserve(2, false));
      await(() -> instances.starts.get() == 2);
      assertEquals(0, dispatcher.standing(FIRST).ready());
      assertEquals(2, dispatcher.standing(FIRST).starting());
      instances.startsMayEnd.countDown();
      awaitReady(dispatcher, FIRST, 2);
    }
  }

  @Test
  void moreRequestsStartInstancesBesideThemThatGoAgain() throws Exception {
    instances.runsMayEnd = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var dispatcher = dispatcher(instances, AT_ONCE)) {
      dispatcher.reserve(FIRST, new Reserve(2, false));
      awaitReady(dispatcher, FIRST, 2);
      var answers =
          IntStream.range(0, 5)
              .mapToObj(
                  i -> callers.submit(() -> dispatcher.invoke(FIRST, SimulatedInstances.event(i))))
              .toList();
      await(() -> instances.starts.get() == 5);
      assertEquals(5, dispatcher.standing(FIRST).peak());
      instances.runsMayEnd.countDown();
      for (var answer : answers) {
        assertInstanceOf(Invocation.Answer.class, answer.get());
      }
      await(() -> instances.present.get() == 2);
      assertEquals(2, dispatcher.standing(FIRST).ready());
    }
  }

  @Test
  void fewerAreKeptWhenFewerAreWanted() throws Exception {
    try (var dispatcher = dispatcher(instances, AT_ONCE)) {
      dispatcher.reserve(FIRST, new Reserve(4, false));
      awaitReady(dispatcher, FIRST, 4);
      dispatcher.reserve(FIRST, new Reserve(1, false));
      await(() -> instances.present.get() == 1);
      dispatcher.reserve(FIRST, Reserve.NONE);
      await(() -> instances.present.get() == 0);
    }
  }

  @Test
  void oneThatDiesIsReplaced() throws Exception {
    try (var dispatcher = dispatcher(instances, AT_ONCE)) {
      dispatcher.reserve(FIRST, new Reserve(2, false));
      awaitReady(dispatcher, FIRST, 2);
      instances.deadlyRuns = 100;
      dispatcher.invoke(FIRST, SimulatedInstances.event(1));
      await(() -> dispatcher.standing(FIRST).failing());
      instances.deadlyRuns = 0;
      await(
          () -> {
            dispatcher.reserve(FIRST, new Reserve(2, false));
            return dispatcher.standing(FIRST).ready() == 2;
          });
      assertEquals(3, instances.starts.get());
      assertFalse(dispatcher.standing(FIRST).failing());
    }
  }

  @Test
  void whatDoesNotStartIsTriedAgainLessAndLessOften() throws Exception {
    instances.failingStarts = 100;
    try (var dispatcher = dispatcher(instances, AT_ONCE)) {
      dispatcher.reserve(FIRST, new Reserve(1, false));
      await(() -> dispatcher.standing(FIRST).failing());
      int before = instances.starts.get();
      for (int i = 0; i < 1000; i++) {
        dispatcher.reserve(FIRST, new Reserve(1, false));
      }
      assertTrue(instances.starts.get() <= before + 1, "starts: " + instances.starts.get());
    }
  }

  @Test
  void aNewRevisionGetsItsOwnAndTheOldOnesGo() throws Exception {
    try (var dispatcher = dispatcher(instances, Duration.ofMinutes(1))) {
      dispatcher.reserve(FIRST, new Reserve(2, false));
      awaitReady(dispatcher, FIRST, 2);
      dispatcher.replaced(SECOND);
      awaitReady(dispatcher, SECOND, 2);
      await(() -> instances.present.get() == 2);
      assertEquals(
          List.of("urn:hello:latest"), dispatcher.status().stream().map(PoolStatus::urn).toList());
    }
  }

  @Test
  void wantOfMemoryEndsOthersNotThem() throws Exception {
    FunctionRevision other = Revisions.of("urn:other:latest#1", 1, -1);
    try (var dispatcher =
        new Dispatcher(
            instances, new DispatchSettings(Duration.ofMinutes(1), 4, FIRST.memoryMegabytes()))) {
      dispatcher.reserve(FIRST, new Reserve(1, false));
      awaitReady(dispatcher, FIRST, 1);
      assertInstanceOf(
          Invocation.Failed.class, dispatcher.invoke(other, SimulatedInstances.event(1)));
      assertEquals(1, dispatcher.standing(FIRST).ready());
    }
  }

  @Test
  void waitsLongerWithEachFailureAndForgetsThemInTime() {
    long[] now = {0};
    var backoff = new Backoff(() -> now[0]);
    assertTrue(backoff.mayTry());
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
      backoff.failed();
      now[0] += Duration.ofSeconds(seconds).toNanos() - 1;
      assertFalse(backoff.mayTry());
      now[0]++;
      assertTrue(backoff.mayTry());
    }
    backoff.ended(Duration.ofMinutes(2).toNanos());
    now[0] += Duration.ofSeconds(1).toNanos();
    assertTrue(backoff.mayTry());
  }
}
