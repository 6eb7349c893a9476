package io.planform.host.dispatch;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.dispatch.Invocation.Failed;
import io.planform.host.dispatch.Invocation.Summary;
import io.planform.host.function.FunctionRevision;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Instances without an engine, which count what happens to them. */
final class SimulatedInstances implements FunctionInstances {
  final AtomicInteger starts = new AtomicInteger();
  final AtomicInteger present = new AtomicInteger();
  final AtomicInteger mostPresent = new AtomicInteger();
  final AtomicInteger mostInOne = new AtomicInteger();

  /**
   * Runs for which no slot was reserved, or whose instance went of itself before they were done.
   */
  final AtomicInteger sentInVain = new AtomicInteger();

  /** Starts wait for it. */
  volatile CountDownLatch startsMayEnd = new CountDownLatch(0);

  /** Runs wait for it. */
  volatile CountDownLatch runsMayEnd = new CountDownLatch(0);

  /** Percentage of starts that fail. */
  volatile int failingStarts;

  /** Percentage of runs in which the instance dies. */
  volatile int deadlyRuns;

  /** So many runs find that their instance went before. */
  final AtomicInteger lateRuns = new AtomicInteger();

  /** Longest start and run. */
  volatile long longestNanos;

  private final Random random;

  SimulatedInstances(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public FunctionInstance create(FunctionRevision function, FunctionInstance.Listener listener) {
    return new Simulated(function, listener);
  }

  private boolean happens(int percentage) {
    return random.nextInt(100) < percentage;
  }

  private void pause() {
    if (longestNanos > 0) {
      LockSupport.parkNanos(random.nextLong(longestNanos));
    }
  }

  private final class Simulated implements FunctionInstance {
    private final FunctionRevision function;
    private final Listener listener;
    private boolean live;
    private boolean dead;
    private boolean over;
    private boolean draining;
    private int running;

    Simulated(FunctionRevision function, Listener listener) {
      this.function = function;
      this.listener = listener;
    }

    @Override
    public Optional<Failed> start(StartGate gate) {
      return gate.pass(this::start);
    }

    private Optional<Failed> start() {
      starts.incrementAndGet();
      mostPresent.accumulateAndGet(present.incrementAndGet(), Math::max);
      await(startsMayEnd);
      pause();
      synchronized (this) {
        if (!over && !happens(failingStarts)) {
          live = true;
          return Optional.empty();
        }
      }
      end();
      return Optional.of(Cause.START_FAILED.because("as it was told", Summary.NOTHING));
    }

    @Override
    public synchronized boolean isIdle() {
      return live && !over && running == 0;
    }

    @Override
    public synchronized boolean reserve() {
      boolean free = live && !over && !draining && running < function.concurrency();
      if (free) {
        running++;
        mostInOne.accumulateAndGet(running, Math::max);
      }
      return free;
    }

    @Override
    public Invocation.Result invoke(Invocation.Event event, boolean coldStart) {
      synchronized (this) {
        if (running == 0 || (over && !dead)) {
          sentInVain.incrementAndGet();
        }
      }
      if (lateRuns.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        end();
        return Cause.NEVER_BEGUN.because("gone", Summary.NOTHING);
      }
      await(runsMayEnd);
      pause();
      boolean died;
      boolean last;
      synchronized (this) {
        dead = dead || happens(deadlyRuns);
        died = dead;
        running--;
        last = draining && running == 0;
      }
      if (died || last) {
        end();
      } else {
        listener.released(this);
      }
      return died
          ? Cause.EXITED.because("died", Summary.NOTHING)
          : new Invocation.Answer(event.payload(), Summary.NOTHING);
    }

    @Override
    public Invocation.HttpResult forward(Invocation.HttpRequest request, boolean coldStart) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void drain() {
      boolean now;
      synchronized (this) {
        draining = true;
        now = running == 0;
      }
      if (now) {
        end();
      }
    }

    @Override
    public boolean retireIfIdle() {
      synchronized (this) {
        if (!live || over || running > 0) {
          return false;
        }
        draining = true;
      }
      end();
      return true;
    }

    @Override
    public void kill(String reason) {
      synchronized (this) {
        dead = true;
      }
      end();
    }

    private void end() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      Thread.ofVirtual()
          .start(
              () -> {
                listener.ended(this);
                pause();
                present.decrementAndGet();
                listener.gone(this);
              });
    }
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Invocation.Event event(int number) {
    return new Invocation.Event(
        "request-" + number,
        Integer.toString(number).getBytes(StandardCharsets.UTF_8),
        Invocation.Source.SYNC);
  }
}
