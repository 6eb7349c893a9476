package io.planform.host.engine;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a container writes, from before its start until its end. It reads at a bounded rate:
 * who writes more waits for the pipe to empty, and costs the machine no more than that.
 */
final class OutputReader extends EngineStream<Frame> {
  private static final long BYTES_PER_WINDOW = 1 << 20;
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final InstanceListener listener;
  private long windowStart = System.nanoTime();
  private long inWindow;

  OutputReader(InstanceListener listener) {
    this.listener = listener;
  }

  @Override
  public void onNext(Frame frame) {
    listener.wrote(
        frame.getStreamType() == StreamType.STDERR
            ? InstanceListener.Output.STANDARD_ERROR
            : InstanceListener.Output.STANDARD_OUTPUT,
        frame.getPayload());
    throttle(frame.getPayload().length);
  }

  private void throttle(int bytes) {
    inWindow += bytes;
    if (inWindow < BYTES_PER_WINDOW) {
      return;
    }
    long left = windowStart + WINDOW_NANOS - System.nanoTime();
    if (left > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    windowStart = System.nanoTime();
    inWindow = 0;
  }
}
