package io.planform.host.http2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/**
 * One end of a call. One thread may read while another writes. What is not read holds up the peer
 * once it fills a window.
 */
public final class Http2Stream {
  private static final int WINDOW = SendWindows.INITIAL;

  private final Http2Connection connection;
  private final int id;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private Part.@Nullable Head head;
  private Part.@Nullable Head trailers;
  private int window = WINDOW;
  private int credit;
  private boolean hasHead;
  private boolean receivedAll;
  private boolean sentAll;
  private boolean peerKnows;
  private @Nullable IOException failure;
  private @Nullable Runnable whenReset;

  Http2Stream(Http2Connection connection, int id) {
    this.connection = connection;
    this.id = id;
  }

  int id() {
    return id;
  }

  /**
   * The next part of the peer's message; waits for it.
   *
   * @throws IOException when the peer gave up or is gone, after all that had come
   */
  public Part next() throws IOException {
    Part part;
    int grant;
    lock.lock();
    try {
      while (!hasArrived() && failure == null) {
        arrived.awaitUninterruptibly();
      }
      part = take();
      grant = receivedAll || credit < WINDOW / 2 ? 0 : credit;
      credit -= grant;
      window += grant;
    } finally {
      lock.unlock();
    }
    if (grant > 0) {
      connection.grant(id, grant);
    }
    return part;
  }

  private boolean hasArrived() {
    return head != null || content.size() > 0 || receivedAll;
  }

  private Part take() throws IOException {
    Part.Head first = head;
    if (first != null) {
      head = null;
      return first;
    }
    if (content.size() > 0) {
      byte[] bytes = content.toByteArray();
      content.reset();
      credit += bytes.length;
      return new Part.Content(bytes, receivedAll && trailers == null);
    }
    if (receivedAll) {
      return trailers != null ? trailers : new Part.Content(new byte[0], true);
    }
    throw new IOException("the call is over", failure);
  }

  /**
   * Sends the next part; waits until the peer has room.
   *
   * @throws IOException when the peer gave up or is gone
   */
  public void write(Part part) throws IOException {
    check();
    switch (part) {
      case Part.Head fields -> connection.frames().writeHead(id, fields);
      case Part.Content(byte[] bytes, boolean last) -> writeContent(bytes, last);
    }
    if (part.last()) {
      ended(false);
    }
  }

  private void writeContent(byte[] bytes, boolean last) throws IOException {
    int at = 0;
    while (at < bytes.length) {
      int count =
          connection.windows().take(id, Math.min(bytes.length - at, FrameChannel.LARGEST_FRAME));
      if (count == 0) {
        check();
        throw new IOException("the call is over");
      }
      boolean end = last && at + count == bytes.length;
      connection.writeData(id, Arrays.copyOfRange(bytes, at, at + count), end);
      at += count;
    }
    if (last && bytes.length == 0) {
      connection.writeData(id, bytes, true);
    }
  }

  private void check() throws IOException {
    lock.lock();
    try {
      if (failure != null) {
        throw new IOException("the call is over", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives the call up: who reads or writes is told so; the peer is not yet. */
  public void abandon() {
    fail(new IOException("given up here"), false);
  }

  /** Gives the call up and tells the peer; nothing where it is over. */
  public void reset(H2Error error) {
    abandon();
    lock.lock();
    try {
      if (peerKnows || (sentAll && receivedAll)) {
        return;
      }
      peerKnows = true;
    } finally {
      lock.unlock();
    }
    connection.reset(id, error);
  }

  /**
   * Has something short done when the call ends before both have said all: at once where it has.
   */
  public void whenReset(Runnable action) {
    lock.lock();
    try {
      whenReset = action;
      if (failure == null) {
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
  }

  /** Whether a message was sent to its end. */
  public boolean hasSentAll() {
    lock.lock();
    try {
      return sentAll;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the call ended before both had said all. */
  public boolean isReset() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  /** Both have said all, or one gave up. */
  boolean isOver() {
    lock.lock();
    try {
      return failure != null || (sentAll && receivedAll);
    } finally {
      lock.unlock();
    }
  }

  void receive(Part.Head fields) throws IOException {
    boolean interim = fields.value(":status").filter(status -> status.startsWith("1")).isPresent();
    if (interim && !fields.last()) {
      return;
    }
    lock.lock();
    try {
      if (receivedAll || (hasHead && !fields.last())) {
        throw new H2ConnectionException(
            H2Error.PROTOCOL_ERROR, "a head that does not belong there");
      }
      if (hasHead) {
        trailers = fields;
      } else {
        head = fields;
      }
      hasHead = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (fields.last()) {
      ended(true);
    }
  }

  /**
   * @param length with padding, which counts
   */
  void receive(byte[] bytes, int length, boolean last) throws IOException {
    lock.lock();
    try {
      if (receivedAll || !hasHead) {
        throw new H2ConnectionException(
            H2Error.STREAM_CLOSED, "content that does not belong there");
      }
      window -= length;
      credit += length - bytes.length;
      if (window < 0) {
        throw new H2ConnectionException(H2Error.FLOW_CONTROL_ERROR, "more than there is room for");
      }
      content.writeBytes(bytes);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (last) {
      ended(true);
    }
  }

  private void ended(boolean received) {
    lock.lock();
    try {
      receivedAll |= received;
      sentAll |= !received;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (isOver()) {
      connection.forget(this);
    }
  }

  /** The peer gave up or is gone. */
  void fail(IOException why) {
    fail(why, true);
  }

  private void fail(IOException why, boolean byPeer) {
    Runnable action;
    lock.lock();
    try {
      peerKnows |= byPeer;
      if (failure != null || (sentAll && receivedAll)) {
        return;
      }
      failure = why;
      action = whenReset;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    connection.forget(this);
    if (action != null) {
      action.run();
    }
  }
}
