package io.planform.host.instance;

import io.planform.host.dispatch.Invocation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A streamed answer on its way to its receiver, of whom only one thread writes. A receiver who is
 * gone is not told any more.
 */
final class AnswerStream extends OutputStream {
  /** The guide's limit of a streamed answer. */
  static final long LARGEST = 200L << 20;

  private final OutputStream receiver;
  private final Thread writer = Thread.currentThread();
  private boolean writing;
  private boolean broken;
  private volatile boolean abandoned;

  private AnswerStream(OutputStream receiver) {
    this.receiver = receiver;
  }

  /**
   * An answer that begins.
   *
   * @param source closed when the receiver goes, so that nobody waits for more from it
   */
  static AnswerStream begin(
      Invocation.Receiver receiver,
      int status,
      Map<String, List<String>> headers,
      HttpConnection source) {
    try {
      var stream = new AnswerStream(receiver.begin(status, headers));
      receiver.whenGone(
          () -> {
            stream.abandoned = true;
            stream.breakOff();
            source.close();
          });
      return stream;
    } catch (IOException e) {
      var nobody = new AnswerStream(OutputStream.nullOutputStream());
      nobody.abandoned = true;
      return nobody;
    }
  }

  /** What reads from the source and writes here. */
  @FunctionalInterface
  interface Passage {
    /**
     * @return whether it was wanted to the end
     */
    boolean run() throws IOException;
  }

  /** Runs it; that it fails is no failure where nobody wants the rest. */
  boolean pass(Passage passage) throws IOException {
    try {
      return passage.run();
    } catch (IOException e) {
      if (abandoned) {
        return false;
      }
      throw e;
    }
  }

  /** Whether nobody wants the rest. */
  boolean abandoned() {
    return abandoned;
  }

  /** Writes no more; a write that waits for the receiver is broken off, from another thread. */
  synchronized void breakOff() {
    broken = true;
    if (writing) {
      writer.interrupt();
    }
  }

  private synchronized boolean enter() {
    writing = !broken && !abandoned;
    return writing;
  }

  private synchronized void leave() {
    writing = false;
    if (broken) {
      // The interruption has done what it was for.
      boolean _ = Thread.interrupted();
    }
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /** Whatever comes reaches the receiver at once. */
  @Override
  public void write(byte[] bytes, int from, int length) {
    if (!enter()) {
      abandoned = true;
      return;
    }
    try {
      receiver.write(bytes, from, length);
      receiver.flush();
    } catch (IOException | RuntimeException e) {
      // Servers throw unchecked exceptions for clients who are gone.
      abandoned = true;
    } finally {
      leave();
    }
  }
}
