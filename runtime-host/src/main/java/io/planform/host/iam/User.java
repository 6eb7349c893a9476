package io.planform.host.iam;

import java.time.Instant;
import java.util.Optional;

/**
 * A user besides the administrator.
 *
 * @param password its hash
 * @param accessMode {@code default} or {@code programmatic}, which are the same here
 * @param resetPassword whether a console should ask for a new one
 */
record User(
    String id,
    String name,
    String description,
    Optional<String> password,
    boolean enabled,
    String accessMode,
    boolean resetPassword,
    Instant createdAt) {

  /** Without the hash. */
  @Override
  public String toString() {
    return name;
  }
}
