package io.planform.host;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.Invoker;
import io.planform.host.instance.InstanceSettings;

/** Opens what runs functions. */
@FunctionalInterface
public interface InvokerSource extends AutoCloseable {

  /**
   * Opens it; called once.
   *
   * @param settings of every instance
   */
  Invoker open(CodeSource code, InstanceSettings settings);

  /** Gives back what the invoker used; called after it was closed. */
  @Override
  default void close() {}
}
