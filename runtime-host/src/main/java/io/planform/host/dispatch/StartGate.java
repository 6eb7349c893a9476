package io.planform.host.dispatch;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Holds back starts, since an engine does not start more instances by being asked for more. */
public final class StartGate {
  private final Semaphore free;

  /** A gate that lets this many through at a time, in the order of their coming. */
  public StartGate(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /** Runs the work when there is room for it. */
  public <T> T pass(Supplier<T> work) {
    free.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
