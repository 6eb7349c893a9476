package io.planform.host.function;

/** Who knows the VPCs that functions may be in. */
@FunctionalInterface
public interface FunctionNetworks {

  /**
   * What a function asks for, with what it did not say.
   *
   * @throws io.planform.host.server.ApiException FSS.1036, FSS.1037 and others where it cannot be
   *     had
   */
  Networking resolved(Networking asked);
}
