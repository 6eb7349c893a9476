package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;

/**
 * Which version of a function an entry is.
 *
 * @param id a UUID; that of the function for {@code latest}
 * @param name {@code latest}, or what it was published as
 * @param description given when it was published
 */
public record FunctionVersion(String id, String name, String description) {

  static FunctionVersion latest(String functionId) {
    return new FunctionVersion(functionId, FunctionUrn.LATEST, "");
  }

  /** Whether it may change. */
  public boolean isLatest() {
    return name.equals(FunctionUrn.LATEST);
  }
}
