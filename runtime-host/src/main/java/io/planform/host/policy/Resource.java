package io.planform.host.policy;

import io.planform.functiongraph.FunctionUrn;

/**
 * What an action is done to, in the terms of policies: {@code
 * <service>:<region>:<account>:<type>:<path>}.
 *
 * @param service {@code functiongraph} or {@code obs}
 * @param type {@code function} or {@code trigger}; {@code bucket} or {@code object}
 * @param path {@code <application>/<function>}, or a trigger's id; a bucket's name, or {@code
 *     <bucket>/<key>}
 */
public record Resource(String service, String region, String account, String type, String path) {
  public static final String FUNCTIONS = "functiongraph";
  public static final String BUCKETS = "obs";

  /** The function, whichever of its versions and aliases is named. */
  public static Resource of(FunctionUrn urn, String account) {
    return new Resource(
        FUNCTIONS, urn.region(), account, "function", urn.packageName() + "/" + urn.name());
  }
}
