package io.planform.huaweicloud.resource;

/**
 * What a provider block says for resources that do not say it themselves; empty where it says
 * nothing.
 *
 * @param region the target's, if it is empty
 * @param enterpriseProject id
 */
public record Defaults(String region, String enterpriseProject) {}
