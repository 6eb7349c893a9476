package io.planform.host.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What lets a service act for the account, with the policies that are granted to it.
 *
 * @param trusted the account or service that may use it
 * @param duration {@code FOREVER}, {@code ONEDAY} or a number of days
 * @param expiresAt empty where it does not
 */
record Agency(
    String id,
    String name,
    String description,
    String trusted,
    String duration,
    Instant createdAt,
    Optional<Instant> expiresAt) {
  /** The service that functions are of. */
  static final String FUNCTION_GRAPH = "op_svc_cff";

  static final String FOREVER = "FOREVER";
  private static final String ONE_DAY = "ONEDAY";

  /** When one ends; empty where never. The duration is one of those that there are. */
  static Optional<Instant> end(Instant from, String duration) {
    return switch (duration) {
      case FOREVER -> Optional.empty();
      case ONE_DAY -> Optional.of(from.plus(Duration.ofDays(1)));
      default -> Optional.of(from.plus(Duration.ofDays(Long.parseLong(duration))));
    };
  }

  static boolean isDuration(String text) {
    return text.equals(FOREVER) || text.equals(ONE_DAY) || text.matches("[1-9][0-9]{0,4}");
  }

  boolean isForFunctions() {
    return trusted.equals(FUNCTION_GRAPH);
  }

  boolean isValid(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
  }
}
