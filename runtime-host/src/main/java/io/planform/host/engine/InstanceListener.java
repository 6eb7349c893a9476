package io.planform.host.engine;

import java.nio.channels.ByteChannel;

/** Hears of one instance. Calls come from the engine's threads. */
public interface InstanceListener {

  /** Which of a process's outputs. */
  enum Output {
    STANDARD_OUTPUT,
    STANDARD_ERROR
  }

  /**
   * Why a process ended.
   *
   * @param code its exit status; 128 + n for signal n
   * @param outOfMemory whether memory ran out before it ended
   */
  record Exit(int code, boolean outOfMemory) {}

  /**
   * The instance opened a connection to its runtime API. The call serves it, on a thread of its
   * own, until one side closes it.
   */
  void connected(ByteChannel channel);

  /** The process wrote this. The array is the listener's. Must not block. */
  void wrote(Output output, byte[] bytes);

  /** The process ended by itself: called once, and never after the instance was closed. */
  void exited(Exit exit);
}
