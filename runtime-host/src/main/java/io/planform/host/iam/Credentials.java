package io.planform.host.iam;

/**
 * The administrator of a local host and its one project, made at its first start.
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
