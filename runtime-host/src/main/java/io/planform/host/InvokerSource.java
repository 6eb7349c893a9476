package io.planform.host;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.Invoker;
import io.planform.host.instance.InstanceSettings;
import io.planform.host.network.NetworkPlan;
import java.util.function.Supplier;

/** Opens what runs functions. */
@FunctionalInterface
public interface InvokerSource extends AutoCloseable {

  /**
   * Opens it; called once.
   *
   * @param settings of every instance
   */
  Invoker open(CodeSource code, InstanceSettings settings);

  /**
   * Tells what VPCs functions may be in; again whenever that has changed.
   *
   * @param plan asked for as often as it is needed
   */
  default void follow(Supplier<NetworkPlan> plan) {}

  /** Gives back what the invoker used; called after it was closed. */
  @Override
  default void close() {}
}
