package io.planform.host.engine;

import io.planform.host.doctor.Check;
import java.util.List;

/**
 * Where instances run. An implementation shares no file system, process table or network with its
 * callers as far as they can tell: all they have of an instance is its {@link EngineInstance}.
 */
public interface InstanceEngine extends AutoCloseable {

  /**
   * Starts an instance and returns once its process runs; what the process does is told to the
   * specification's listener. Whatever a failed start had made is gone again.
   *
   * @throws EngineException when it cannot be started; its message says why and how to mend it
   */
  EngineInstance start(InstanceSpec spec);

  /**
   * Starts an instance that knows no function yet, and returns when its bootstrap has connected to
   * the runtime API. Whatever a failed start had made is gone again.
   *
   * @throws EngineException when it cannot be started
   */
  PreparedInstance prepare(Sandbox sandbox);

  /** What the machine offers to the engine, for {@code doctor}. */
  List<Check> checks();

  /** Stops every instance and removes all that was made for them. */
  @Override
  void close();
}
