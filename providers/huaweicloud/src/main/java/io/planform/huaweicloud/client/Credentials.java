package io.planform.huaweicloud.client;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, in which project and region.
 *
 * @param securityToken of temporary keys; null for permanent ones
 */
public record Credentials(
    String accessKey,
    String secretKey,
    @Nullable String securityToken,
    String projectId,
    String region) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Credentials[" + accessKey + ", " + projectId + ", " + region + "]";
  }
}
