package io.planform.store.state;

import org.jspecify.annotations.Nullable;

/**
 * Who wants to change the state, and why.
 *
 * @param command as typed, without values of variables
 * @param actor user@host
 * @param commit Git commit of the manifests; null outside a deployment
 * @param planHash digest of the plan that is applied; null for other changes
 */
public record RunRequest(
    String command, String actor, @Nullable String commit, @Nullable String planHash) {}
