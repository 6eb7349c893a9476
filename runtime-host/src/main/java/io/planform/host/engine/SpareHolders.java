package io.planform.host.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holders started ahead of need: a network namespace is half of what a container's start takes, and
 * is the same for every function.
 */
final class SpareHolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpareHolders.class);

  private final int size;
  private final Supplier<Holder> make;
  private final BlockingQueue<Holder> ready = new LinkedBlockingQueue<>();
  private final AtomicInteger making = new AtomicInteger();
  private volatile boolean closed;

  SpareHolders(int size, Supplier<Holder> make) {
    this.size = size;
    this.make = make;
  }

  /** A spare holder that is alive, or a new one. */
  Holder take() {
    @Nullable Holder spare = ready.poll();
    while (spare != null && !spare.listens(9000)) {
      spare.close();
      spare = ready.poll();
    }
    Holder taken = spare == null ? make.get() : spare;
    refill();
    return taken;
  }

  /** Makes what is missing, in the background. */
  void refill() {
    // Counted before it is checked: close() waits for what is counted.
    if (making.incrementAndGet() + ready.size() <= size && !closed) {
      Thread.ofVirtual().name("spare-holder").start(this::makeOne);
    } else {
      making.decrementAndGet();
    }
  }

  private void makeOne() {
    try {
      Holder holder = make.get();
      ready.add(holder);
      if (closed) {
        discard();
      }
    } catch (EngineException e) {
      LOG.debug("no spare network holder: {}", e.getMessage());
    } finally {
      making.decrementAndGet();
    }
  }

  private void discard() {
    @Nullable Holder spare = ready.poll();
    while (spare != null) {
      spare.close();
      spare = ready.poll();
    }
  }

  @Override
  public void close() {
    closed = true;
    discard();
    while (making.get() > 0) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
