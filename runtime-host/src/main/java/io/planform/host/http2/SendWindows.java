package io.planform.host.http2;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;

/** How much content the peer takes now: of the connection, and of each stream (RFC 9113, 5.2). */
final class SendWindows {
  static final int INITIAL = 65_535;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Integer, Long> streams = new HashMap<>();
  private long connection = INITIAL;
  private long initial = INITIAL;

  void open(int stream) {
    guarded(() -> streams.put(stream, initial));
  }

  /** Nothing is sent on it any more; who waits for room is told so. */
  void close(int stream) {
    guarded(() -> streams.remove(stream));
  }

  /**
   * Takes room for as much as there is, but for something; waits for it.
   *
   * @return 0 where the stream was closed
   */
  int take(int stream, int wanted) {
    lock.lock();
    try {
      while (streams.containsKey(stream) && room(stream) <= 0) {
        changed.awaitUninterruptibly();
      }
      if (!streams.containsKey(stream)) {
        return 0;
      }
      long taken = Math.min(wanted, room(stream));
      connection -= taken;
      streams.merge(stream, -taken, Long::sum);
      return (int) taken;
    } finally {
      lock.unlock();
    }
  }

  private long room(int stream) {
    return Math.min(connection, streams.getOrDefault(stream, 0L));
  }

  /**
   * The peer has room for more.
   *
   * @param stream 0 for the connection
   */
  void grant(int stream, int bytes) throws H2ConnectionException {
    lock.lock();
    try {
      if (stream == 0) {
        connection = checked(connection + bytes);
      } else if (streams.containsKey(stream)) {
        streams.put(stream, checked(streams.getOrDefault(stream, 0L) + bytes));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The peer chose another size for the windows of streams, of those that are open too. */
  void resize(long size) throws H2ConnectionException {
    lock.lock();
    try {
      long difference = checked(size) - initial;
      initial = size;
      streams.replaceAll((_, window) -> window + difference);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long checked(long window) throws H2ConnectionException {
    if (window < 0 || window > Integer.MAX_VALUE) {
      throw new H2ConnectionException(H2Error.FLOW_CONTROL_ERROR, "a window out of range");
    }
    return window;
  }

  private void guarded(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
