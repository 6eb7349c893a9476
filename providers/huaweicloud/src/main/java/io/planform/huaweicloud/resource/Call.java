package io.planform.huaweicloud.resource;

/**
 * An operation of the API that a resource type uses.
 *
 * @param path below the endpoint, with {@code {project}} and {@code {id}}
 */
public record Call(String method, String path) {}
