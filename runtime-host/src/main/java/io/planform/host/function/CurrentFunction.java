package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;

/**
 * A function to be called now.
 *
 * @param id names its logs
 * @param urn without version
 */
public record CurrentFunction(String id, FunctionUrn urn, FunctionRevision revision) {}
