package io.planform.host.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.function.FunctionRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final String KEY = "urn:hello:latest#1";
  private final SimulatedInstances instances = new SimulatedInstances(1);

  private static Dispatcher dispatcher(SimulatedInstances instances, long memory) {
    return new Dispatcher(instances, new DispatchSettings(Duration.ofSeconds(60), 4, memory));
  }

  private static List<Future<Invocation.Result>> invoke(
      ExecutorService callers, Invoker invoker, FunctionRevision function, int times) {
    List<Future<Invocation.Result>> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int number = i;
      answers.add(callers.submit(() -> invoker.invoke(function, SimulatedInstances.event(number))));
    }
    return answers;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "did not come about in time");
      Thread.sleep(1);
    }
  }

  @Property(tries = 60)
  void startsAsManyInstancesAsTheWaitingRequestsFill(
      @ForAll @IntRange(min = 1, max = 60) int requests,
      @ForAll @IntRange(min = 1, max = 10) int concurrency)
      throws Exception {
    var simulated = new SimulatedInstances(requests);
    simulated.startsMayEnd = new CountDownLatch(1);
    simulated.runsMayEnd = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var dispatcher = dispatcher(simulated, 100_000)) {
      var answers = invoke(callers, dispatcher, Revisions.of(KEY, concurrency, -1), requests);
      int expected = (requests + concurrency - 1) / concurrency;
      await(() -> dispatcher.waiting(KEY) == requests);
      simulated.startsMayEnd.countDown();
      await(() -> simulated.starts.get() == expected);
      simulated.runsMayEnd.countDown();
      for (var answer : answers) {
        assertInstanceOf(Invocation.Answer.class, answer.get());
      }
      assertEquals(expected, simulated.starts.get());
      assertTrue(simulated.mostInOne.get() <= concurrency);
    }
  }

  @Property(tries = 80)
  void answersEveryRequestWithinTheLimitsWhateverHappens(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int concurrency,
      @ForAll @IntRange(min = 0, max = 5) int maxInstances,
      @ForAll @IntRange(min = 0, max = 40) int failingStarts,
      @ForAll @IntRange(min = 0, max = 40) int deadlyRuns)
      throws Exception {
    var simulated = new SimulatedInstances(seed);
    simulated.longestNanos = 300_000;
    simulated.failingStarts = failingStarts;
    simulated.deadlyRuns = deadlyRuns;
    var function = Revisions.of(KEY, concurrency, maxInstances);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      try (var dispatcher = dispatcher(simulated, 512)) {
        var answers = invoke(callers, dispatcher, function, 60);
        for (int i = 0; i < answers.size(); i++) {
          switch (answers.get(i).get()) {
            case Invocation.Answer answer ->
                assertEquals(
                    Integer.toString(i),
                    new String(answer.payload(), java.nio.charset.StandardCharsets.UTF_8));
            case Invocation.Failed failed ->
                assertTrue(
                    List.of(Cause.OVERLOADED, Cause.EXITED, Cause.START_FAILED)
                        .contains(failed.cause()),
                    failed.message());
            case Invocation.FunctionError _, Invocation.Streamed _ ->
                throw new AssertionError("neither is simulated");
          }
        }
      }
      assertTrue(simulated.mostPresent.get() <= maxInstances);
      assertTrue(simulated.mostInOne.get() <= concurrency);
      assertEquals(0, simulated.sentInVain.get());
      await(() -> simulated.present.get() == 0);
    }
  }

  @Test
  void givesARequestThatNeverBeganToAnotherInstance() {
    instances.lateRuns.set(2);
    try (var dispatcher = dispatcher(instances, 100_000)) {
      var function = Revisions.of(KEY, 1, 3);
      assertInstanceOf(
          Invocation.Answer.class, dispatcher.invoke(function, SimulatedInstances.event(1)));
      assertEquals(3, instances.starts.get());
    }
  }

  @Test
  void givesUpARequestThatNeverBeginsAtTheThirdInstance() {
    instances.lateRuns.set(100);
    try (var dispatcher = dispatcher(instances, 100_000)) {
      var function = Revisions.of(KEY, 1, -1);
      var failed =
          assertInstanceOf(
              Invocation.Failed.class, dispatcher.invoke(function, SimulatedInstances.event(1)));
      assertEquals(Cause.NEVER_BEGUN, failed.cause());
      assertEquals(3, instances.starts.get());
    }
  }

  @Property(tries = 40)
  void losesNoRequestWhileRevisionsReplaceOneAnother(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int concurrency) throws Exception {
    var simulated = new SimulatedInstances(seed);
    simulated.longestNanos = 300_000;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var dispatcher = dispatcher(simulated, 100_000)) {
      List<Future<Invocation.Result>> answers = new ArrayList<>();
      for (int revision = 1; revision <= 5; revision++) {
        var function = Revisions.of("urn:hello:latest#" + revision, concurrency, -1);
        answers.addAll(invoke(callers, dispatcher, function, 12));
        dispatcher.replaced(function);
      }
      for (var answer : answers) {
        assertInstanceOf(Invocation.Answer.class, answer.get());
      }
      assertEquals(0, simulated.sentInVain.get());
      await(() -> dispatcher.waiting("urn:hello:latest#1") == 0);
    }
    await(() -> simulated.present.get() == 0);
  }

  @Test
  void takesAFreeSlotBeforeStartingAnything() {
    try (var dispatcher = dispatcher(instances, 1024)) {
      for (int i = 0; i < 20; i++) {
        dispatcher.invoke(Revisions.of(KEY, 1, -1), SimulatedInstances.event(i));
      }
      assertEquals(1, instances.starts.get());
    }
  }

  @Test
  void refusesAtTheMaximumOfInstances() throws Exception {
    instances.runsMayEnd = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var dispatcher = dispatcher(instances, 1024)) {
      var function = Revisions.of(KEY, 1, 1);
      var running = invoke(callers, dispatcher, function, 1).getFirst();
      await(() -> instances.mostInOne.get() == 1);
      var refused =
          assertInstanceOf(
              Invocation.Failed.class, dispatcher.invoke(function, SimulatedInstances.event(2)));
      assertEquals(Cause.OVERLOADED, refused.cause());
      assertEquals("FSS.0429", refused.errorCode());
      instances.runsMayEnd.countDown();
      assertInstanceOf(Invocation.Answer.class, running.get());
    }
  }

  @Test
  void refusesADisabledFunction() {
    try (var dispatcher = dispatcher(instances, 1024)) {
      var refused =
          assertInstanceOf(
              Invocation.Failed.class,
              dispatcher.invoke(Revisions.of(KEY, 1, 0), SimulatedInstances.event(1)));
      assertEquals("FSS.0429", refused.errorCode());
      assertTrue(refused.message().contains("disabled"));
      assertEquals(0, instances.starts.get());
    }
  }

  @Test
  void idleInstancesOfOthersMakeRoomWhenMemoryIsSpent() throws Exception {
    try (var dispatcher = dispatcher(instances, 256)) {
      for (int i = 0; i < 5; i++) {
        var result =
            dispatcher.invoke(
                Revisions.of("urn:other" + i + ":latest#1", 1, -1), SimulatedInstances.event(i));
        assertInstanceOf(Invocation.Answer.class, result);
      }
      await(() -> instances.present.get() == 2);
    }
  }

  @Test
  void refusesWhenMemoryIsSpentOnBusyInstances() throws Exception {
    instances.runsMayEnd = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var dispatcher = dispatcher(instances, 256)) {
      var answers = invoke(callers, dispatcher, Revisions.of(KEY, 1, -1), 3);
      await(() -> answers.stream().anyMatch(Future::isDone));
      instances.runsMayEnd.countDown();
      int refused = 0;
      for (var answer : answers) {
        refused += answer.get() instanceof Invocation.Failed ? 1 : 0;
      }
      assertEquals(1, refused);
    }
  }

  @Test
  void retiresInstancesThatHadNothingToDo() throws Exception {
    try (var dispatcher =
        new Dispatcher(instances, new DispatchSettings(Duration.ofMillis(50), 4, 1024))) {
      dispatcher.invoke(Revisions.of(KEY, 1, -1), SimulatedInstances.event(1));
      await(() -> instances.present.get() == 0);
    }
  }

  @Test
  void aReplacedRevisionFinishesWhatItRunsAndGoes() throws Exception {
    instances.runsMayEnd = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor();
        var dispatcher = dispatcher(instances, 1024)) {
      var running = invoke(callers, dispatcher, Revisions.of(KEY, 1, -1), 1).getFirst();
      await(() -> instances.mostInOne.get() == 1);
      dispatcher.replaced(Revisions.of("urn:hello:latest#2", 1, -1));
      assertEquals(1, instances.present.get());
      instances.runsMayEnd.countDown();
      assertInstanceOf(Invocation.Answer.class, running.get());
      await(() -> instances.present.get() == 0);
    }
  }

  @Test
  void aRemovedFunctionLosesItsInstancesAndNoOther() throws Exception {
    try (var dispatcher = dispatcher(instances, 1024)) {
      dispatcher.invoke(Revisions.of(KEY, 1, -1), SimulatedInstances.event(1));
      dispatcher.invoke(Revisions.of("urn:hello2:latest#1", 1, -1), SimulatedInstances.event(1));
      dispatcher.removed("urn:hello:");
      await(() -> instances.present.get() == 1);
    }
  }

  @Test
  void aVersionKeepsItsInstancesWhenLatestChangesAndLosesThemAlone() throws Exception {
    try (var dispatcher = dispatcher(instances, 1024)) {
      var published = Revisions.of("urn:hello:v1#2", "v1", 1, -1);
      dispatcher.invoke(Revisions.of(KEY, 1, -1), SimulatedInstances.event(1));
      dispatcher.invoke(published, SimulatedInstances.event(2));
      dispatcher.invoke(Revisions.of("urn:hello:v10#3", "v10", 1, -1), SimulatedInstances.event(3));
      dispatcher.replaced(Revisions.of("urn:hello:latest#4", 1, -1));
      await(() -> instances.present.get() == 2);
      dispatcher.invoke(published, SimulatedInstances.event(4));
      assertEquals(3, instances.starts.get());
      dispatcher.removed("urn:hello:v1#");
      await(() -> instances.present.get() == 1);
    }
  }
}
