package io.planform.host.engine;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Set;

/** A started instance. */
public interface EngineInstance extends AutoCloseable {

  String id();

  /** Whether something inside listens on port 8000, on loopback or any other address. */
  boolean serving();

  /**
   * A new connection to port 8000 inside. Closing it from another thread ends a blocked read.
   *
   * @throws IOException when nothing listens there or the instance is gone
   */
  ByteChannel connect() throws IOException;

  /** Tells the listener what was written until now, as far as it can be known. */
  void drainOutput();

  /** Begins a new measurement of {@link #peakMemoryBytes()}. */
  void resetPeakMemory();

  /** The most memory in use at once since the last reset; 0 where it cannot be measured. */
  long peakMemoryBytes();

  /** Which limits the instance came up against since this was last asked. */
  Set<Limit> exceeded();

  /** Whether there is no room left in {@code /tmp}. */
  boolean diskFull();

  /** Asks the instance's first process to end (SIGTERM); the listener hears of it when it does. */
  void terminate();

  /** Kills the instance and removes all that was made for it. Further calls do nothing. */
  @Override
  void close();
}
