package io.planform.store.job;

/**
 * What names a deployment.
 *
 * @param repository its URL, without credentials
 * @param path of the root module in the repository; empty for its top
 */
public record DeploymentKey(String repository, String branch, String path, String workspace) {}
