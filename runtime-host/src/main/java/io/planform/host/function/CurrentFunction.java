package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;

/**
 * A version of a function to be called now.
 *
 * @param id of the function; it names its own log stream
 * @param urn without version
 * @param versionId another one after the version was deleted and published anew
 */
public record CurrentFunction(
    String id, FunctionUrn urn, String versionId, Logging logging, FunctionRevision revision) {

  /** The same with another limit of memory. */
  public CurrentFunction withMemory(int megabytes) {
    return new CurrentFunction(id, urn, versionId, logging, revision.withMemory(megabytes));
  }
}
