package io.planform.host.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.server.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources that tell what happens to them, and refuse or fail when they are asked to. */
class SourceKeeperTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();

  /** Why the next sources cannot be opened. */
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  /** Makes those fail that run. */
  private final Semaphore failure = new Semaphore(0);

  private final SourceCounts counts = new SourceCounts("a trigger");
  private final SourceKeeper keeper =
      new SourceKeeper("a trigger", this::open, counts, InstantSource.system());

  @BeforeEach
  void start() {
    keeper.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    keeper.end();
    assertTrue(keeper.join(LONG));
  }

  private TriggerSource open(Trigger trigger) throws SourceException {
    String refusal = refusals.poll();
    if (refusal != null) {
      happened.add("refused");
      throw new SourceException(refusal);
    }
    happened.add("opened " + trigger.id());
    return new TriggerSource() {
      @Override
      public void run() throws SourceException, InterruptedException {
        failure.acquire();
        throw new SourceException("it broke");
      }

      @Override
      public void close() {
        happened.add("closed " + trigger.id());
      }
    };
  }

  private static Trigger state(String id) {
    FunctionUrn urn = FunctionUrn.parse("urn:fss:r:p:function:default:f").orElseThrow();
    Instant now = Instant.EPOCH;
    TriggerSettings settings =
        new TriggerSettings() {
          @Override
          public String name() {
            return "";
          }

          @Override
          public void refuseBeside(TriggerSettings other) {
            throw new IllegalStateException("there are no others");
          }
        };
    return new Trigger(id, "f", urn, "f", "FAKE", true, Json.object(), settings, now, now, now);
  }

  private void want(String id) {
    keeper.want(Optional.of(state(id)));
  }

  private void assertHappens(String... events) throws InterruptedException {
    for (String event : events) {
      assertEquals(event, happened.poll(LONG.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void runsWhatIsWantedOneAtATime() throws InterruptedException {
    want("a");
    assertHappens("opened a");
    want("b");
    assertHappens("closed a", "opened b");
    keeper.want(Optional.empty());
    assertHappens("closed b");
    want("c");
    assertHappens("opened c");
    keeper.end();
    assertHappens("closed c");
    assertEquals(0, counts.failures());
  }

  @Test
  void opensAgainWhatCouldNotBeOpenedAndTellsWhy() throws InterruptedException {
    refusals.add("nobody answers");
    refusals.add("nobody answers");
    want("a");
    assertHappens("refused", "refused", "opened a");
    assertEquals(2, counts.failures());
    assertEquals("nobody answers", keeper.status().error());
  }

  @Test
  void opensAgainWhatFailed() throws InterruptedException {
    want("a");
    assertHappens("opened a");
    failure.release();
    assertHappens("closed a", "opened a");
    assertEquals("it broke", keeper.status().error());
    assertEquals(1, counts.failures());
  }

  /** It would wait for minutes otherwise. */
  @Test
  void aChangeEndsThePauseAfterFailures() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      refusals.add("nobody answers");
    }
    want("a");
    assertHappens("refused", "refused", "refused");
    want("b");
    assertHappens("opened b");
  }

  @Test
  void whatIsDisabledIsStopped() throws InterruptedException {
    want("a");
    assertHappens("opened a");
    keeper.want(Optional.empty());
    assertHappens("closed a");
    keeper.end();
    assertTrue(keeper.join(LONG));
    assertEquals("", keeper.status().error());
  }
}
