package io.planform.planner.deploy;

import io.planform.planner.manifest.InputValues;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.store.job.DeploymentKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code deployment} block.
 *
 * @param path of the root module, from the repository's top; empty for the top
 * @param paths patterns of the files that matter; none for all
 * @param dependsOn names of deployments that come first
 * @param inputs for its variables
 * @param maxDestroys so many objects may a plan destroy without an approval
 * @param attempts so often is a commit tried before it is blocked
 * @param retryDelay after the first failure; doubled after each other one
 * @param policies files and directories with rules for its plans
 * @param range of the block's header
 */
public record DeploymentSettings(
    String name,
    RepositorySettings repository,
    String branch,
    String path,
    String workspace,
    List<String> paths,
    List<String> dependsOn,
    List<InputValues.Option> inputs,
    Approval approval,
    int maxDestroys,
    boolean allowsForcePush,
    int attempts,
    Duration retryDelay,
    List<String> policies,
    @Nullable HealthCheck health,
    SourceRange range) {

  /** Whose word a plan needs before it is applied. */
  public enum Approval {
    /** Nobody's, within the other limits. */
    AUTOMATIC,
    /** Nobody's where nothing is destroyed. */
    NO_DESTROY,
    /** Somebody's, for every plan that changes something. */
    ALWAYS;

    public String shown() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What is asked after an apply.
   *
   * @param url that answers with a status from 200 to 299
   * @param attempts how often it is asked at most
   */
  public record HealthCheck(String url, int attempts, Duration interval, Duration timeout) {}

  public DeploymentKey key() {
    return new DeploymentKey(repository.remote().shown(), branch, path, workspace);
  }

  /** Digest of what is given to it beside the commit: other inputs are a reason to deploy again. */
  public String inputsDigest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (InputValues.Option input : inputs) {
        digest.update((input + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
