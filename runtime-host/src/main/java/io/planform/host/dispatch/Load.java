package io.planform.host.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests a function revision has at a time, running and waiting. */
final class Load {
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  void enter() {
    int requests = now.incrementAndGet();
    if (requests > peak.get()) {
      peak.accumulateAndGet(requests, Math::max);
    }
  }

  void leave() {
    now.decrementAndGet();
  }

  /** The most since this was last asked. */
  int takePeak() {
    return Math.max(now.get(), peak.getAndSet(now.get()));
  }
}
