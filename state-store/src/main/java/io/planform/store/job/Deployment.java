package io.planform.store.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a deployment stands.
 *
 * @param head the branch's commit when it was looked at last; null where there was none
 * @param seen since when it is that
 * @param deployed the commit whose plan was applied last, to its end
 * @param inputs digest of what that plan was given beside the commit
 * @param pinned the commit that was rolled back to, which stands in for heads that are blocked
 * @param obstacle why nothing is done though something is to be done; null where nothing is in the
 *     way
 */
public record Deployment(
    DeploymentKey key,
    @Nullable String head,
    @Nullable Instant seen,
    @Nullable String deployed,
    @Nullable String inputs,
    @Nullable String pinned,
    @Nullable String obstacle) {}
