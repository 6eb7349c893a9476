package io.planform.host.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An instance whose bootstrap runs and waits for a function. It is given one once, or closed. */
public interface PreparedInstance extends AutoCloseable {

  /** Whether it still runs. */
  boolean usable();

  /**
   * Gives it its function's code; the bootstrap, which is connected already, is now the listener's.
   *
   * @param code seen read-only at {@code /opt/function/code}
   * @param variables its environment, for a bootstrap that reads it when it is told its function
   * @param services of this machine that it reaches
   * @param connections how many connections to the runtime API are served at once
   * @throws EngineException when that cannot be; then it is gone
   */
  EngineInstance adopt(
      Path code,
      Map<String, String> variables,
      List<Service> services,
      int connections,
      InstanceListener listener);

  /** Kills it and removes all that was made for it, unless it was given a function. */
  @Override
  void close();
}
