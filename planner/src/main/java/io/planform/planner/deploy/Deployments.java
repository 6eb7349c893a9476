package io.planform.planner.deploy;

import io.planform.planner.config.Configuration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code *.deploy.hcl} files declare.
 *
 * @param store where deployments are recorded; null for a file in the home of Planform
 * @param deployments each behind those it depends on
 */
public record Deployments(
    Configuration.@Nullable Backend store, List<DeploymentSettings> deployments) {}
