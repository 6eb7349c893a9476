package io.planform.host.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Retires instances that had nothing to do for a while. Each has one timer, set anew when it runs
 * out: requests never touch it.
 */
final class KeepAlive implements AutoCloseable {
  private final long nanos;
  private final Predicate<FunctionInstance> kept;
  private final ScheduledExecutorService timers;

  /**
   * @param kept those that stay nevertheless
   */
  KeepAlive(Duration limit, Predicate<FunctionInstance> kept) {
    this.nanos = limit.toNanos();
    this.kept = kept;
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("keep-alive").daemon().factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.timers = executor;
  }

  /** Watches an instance until {@code lastUse} knows it no more. */
  void watch(FunctionInstance instance, Supplier<Optional<Long>> lastUse) {
    schedule(instance, lastUse, nanos);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  private void schedule(FunctionInstance instance, Supplier<Optional<Long>> lastUse, long delay) {
    if (!timers.isShutdown()) {
      timers.schedule(() -> look(instance, lastUse), delay, TimeUnit.NANOSECONDS);
    }
  }

  private void look(FunctionInstance instance, Supplier<Optional<Long>> lastUse) {
    Optional<Long> used = lastUse.get();
    if (used.isEmpty()) {
      return;
    }
    long left = used.get() + nanos - System.nanoTime();
    if (left > 0) {
      schedule(instance, lastUse, left);
    } else if (kept.test(instance) || !instance.retireIfIdle()) {
      schedule(instance, lastUse, nanos);
    }
  }

  @Override
  public void close() {
    timers.shutdown();
  }
}
