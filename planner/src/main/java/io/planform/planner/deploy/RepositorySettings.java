package io.planform.planner.deploy;

import io.planform.planner.deploy.git.Remote;
import io.planform.planner.deploy.git.Signatures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A {@code repository} block.
 *
 * @param poll how often it is asked for its branches
 * @param webhookVariable the environment variable with the secret of its webhooks; null where it
 *     has none
 * @param signatures whose commits are deployed; null for anybody's
 */
public record RepositorySettings(
    String name,
    Remote remote,
    Duration poll,
    @Nullable String webhookVariable,
    @Nullable Signatures signatures) {}
