package io.planform.host.policy;

import io.planform.functiongraph.FunctionUrn;

/**
 * What an action is done to, in the terms of policies: {@code
 * functiongraph:<region>:<account>:<type>:<path>}.
 *
 * @param type {@code function} or {@code trigger}
 * @param path {@code <application>/<function>}, or a trigger's id
 */
public record Resource(String region, String account, String type, String path) {

  /** The function, whichever of its versions and aliases is named. */
  public static Resource of(FunctionUrn urn, String account) {
    return new Resource(urn.region(), account, "function", urn.packageName() + "/" + urn.name());
  }
}
