package io.planform.host.iam;

/**
 * The one user of a local host, made at its first start.
 *
 * @param project 32 hex digits
 */
public record Credentials(String accessKey, String secretKey, String project, String region) {

  /** Without the secret. */
  @Override
  public String toString() {
    return accessKey + " of project " + project;
  }
}
