package io.planform.host;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.Invoker;

/** Opens what runs functions. */
@FunctionalInterface
public interface InvokerSource extends AutoCloseable {

  /**
   * Opens it; called once.
   *
   * @param region that functions are told they run in
   */
  Invoker open(CodeSource code, String region);

  /** Gives back what the invoker used; called after it was closed. */
  @Override
  default void close() {}
}
