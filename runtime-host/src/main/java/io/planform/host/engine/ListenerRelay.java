package io.planform.host.engine;

import java.nio.channels.ByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the listener of an instance that has none yet: connections wait for it, and an end
 * is told when it comes. What is written meanwhile is nobody's.
 */
final class ListenerRelay implements InstanceListener {
  private final CompletableFuture<InstanceListener> target = new CompletableFuture<>();
  private final CompletableFuture<Boolean> booted = new CompletableFuture<>();
  private @Nullable Exit exit;

  /** From now on the listener hears all. */
  void attach(InstanceListener listener) {
    Exit early;
    synchronized (this) {
      target.complete(listener);
      early = exit;
    }
    if (early != null) {
      listener.exited(early);
    }
  }

  /** Whether the instance connected in time, and runs. */
  boolean awaitBooted(long millis) throws InterruptedException {
    try {
      return booted.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  synchronized boolean hasExited() {
    return exit != null;
  }

  /** Nobody will ever hear it; the connections that wait are let go. */
  void abandon() {
    target.complete(new Nobody());
  }

  @Override
  public void connected(ByteChannel channel) {
    booted.complete(true);
    target.join().connected(channel);
  }

  @Override
  public void wrote(Output output, byte[] bytes) {
    if (target.isDone()) {
      target.join().wrote(output, bytes);
    }
  }

  @Override
  public void exited(Exit end) {
    InstanceListener listener;
    synchronized (this) {
      exit = end;
      listener = target.getNow(null);
    }
    booted.complete(false);
    if (listener != null) {
      listener.exited(end);
    }
  }

  private static final class Nobody implements InstanceListener {
    @Override
    public void connected(ByteChannel channel) {}

    @Override
    public void wrote(Output output, byte[] bytes) {}

    @Override
    public void exited(Exit end) {}
  }
}
