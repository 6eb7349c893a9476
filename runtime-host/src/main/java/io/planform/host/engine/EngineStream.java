package io.planform.host.engine;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A stream of the engine that ends for whatever reason; what broke, the container or the engine,
 * the events find out. It replaces {@link #awaitStarted}, which waits for ever where the engine is
 * not there to begin.
 */
abstract class EngineStream<T> extends ResultCallback.Adapter<T> {
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile boolean begun;

  /** Waits until the stream has begun or failed to, and returns which. */
  boolean begins() throws InterruptedException {
    settled.await();
    return begun;
  }

  @Override
  public void onStart(Closeable stream) {
    super.onStart(stream);
    begun = true;
    settled.countDown();
  }

  @Override
  public void onError(Throwable throwable) {
    onComplete();
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      settled.countDown();
    }
  }
}
