package io.planform.host.async;

import io.planform.functiongraph.FunctionUrn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a function, or one of its versions or aliases, is invoked asynchronously.
 *
 * @param functionId of the function
 * @param targetId of the function, version or alias that it is for
 * @param urn of the same, with version or alias
 * @param retries how often a function that fails is run once more: 0 to 3
 * @param statusLog id of the log stream that is told of each state; empty for none
 * @param age after that time an invocation is not run any more
 */
record AsyncConfiguration(
    String functionId,
    String targetId,
    FunctionUrn urn,
    int retries,
    Duration age,
    Optional<Destination> onSuccess,
    Optional<Destination> onFailure,
    String statusLog,
    Instant createdAt,
    Instant modifiedAt) {

  static final Duration LONGEST_AGE = Duration.ofDays(1);
  static final int MOST_RETRIES = 3;

  /** The user guide's default where something is configured (table 5-8). */
  static final int DEFAULT_RETRIES = 1;

  /** Of what nobody has configured: a function that fails is not run again (section 5.7). */
  static final AsyncConfiguration NONE =
      new AsyncConfiguration(
          "",
          "",
          new FunctionUrn("", "", "", "", null),
          0,
          LONGEST_AGE,
          Optional.empty(),
          Optional.empty(),
          "",
          Instant.EPOCH,
          Instant.EPOCH);
}
