package io.planform.host.dispatch;

import io.planform.host.dispatch.Invocation.Failed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Revisions whose instances end before they are ready. Each such start doubles the time until the
 * next one; whoever calls meanwhile is told at once what the last one ended with.
 */
final class CrashLoops {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;

  private record Loop(Failed last, int crashes, long notBefore) {}

  private final Map<String, Loop> loops = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  CrashLoops(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What callers are told instead of a start. */
  Optional<Failed> holdingBack(String key) {
    Loop loop = loops.get(key);
    return loop == null || loop.notBefore() - nanoTime.getAsLong() <= 0
        ? Optional.empty()
        : Optional.of(loop.last());
  }

  /** An instance was started: in vain, if {@code refusal} says so. */
  void started(String key, Optional<Failed> refusal) {
    if (refusal.isEmpty()) {
      loops.remove(key);
    } else if (refusal.get().cause() == Invocation.Cause.CRASHING) {
      loops.compute(
          key,
          (_, loop) -> {
            int crashes = loop == null ? 0 : Math.min(loop.crashes() + 1, MOST_DOUBLINGS);
            long pause = SHORTEST.toNanos() << crashes;
            return new Loop(refusal.get(), crashes, nanoTime.getAsLong() + pause);
          });
    }
  }

  /** The revisions whose keys begin so are gone. */
  void forget(String keyPrefix) {
    loops.keySet().removeIf(key -> key.startsWith(keyPrefix));
  }
}
