package io.planform.planner.deploy.git;

import java.io.IOException;

/** A repository cannot be used; the message says why, without credentials. */
public final class GitException extends IOException {
  private static final long serialVersionUID = 1;

  public GitException(String message) {
    super(message);
  }

  /**
   * @param what as in {@code cannot be fetched}
   */
  static GitException of(Remote remote, String what, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? failure.getMessage() : root.getMessage();
    return new GitException(
        remote.shown()
            + " "
            + what
            + ": "
            + String.valueOf(reason).replace(remote.url(), remote.shown()));
  }
}
