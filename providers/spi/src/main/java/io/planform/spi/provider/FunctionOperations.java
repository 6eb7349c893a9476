package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a session of a provider of serverless functions can also do: use the functions it manages.
 */
public interface FunctionOperations {

  /**
   * Calls a function and waits for its result.
   *
   * @param urn of the function, a version or an alias
   * @param payload the event, JSON
   * @param tail whether to ask for the end of the call's log
   */
  Invoked invoke(String urn, byte[] payload, boolean tail);

  /** Has a function called when there is room for it, and does not wait for that. */
  Enqueued enqueue(String urn, byte[] payload);

  /** Searches the log of a function, all versions together. */
  Logged logs(String urn, LogQuery query);

  /**
   * What calls of a function took.
   *
   * @param urn of the function, or of a version or an alias that alone is asked about
   * @param minutes that are looked back, 1 at least
   */
  Measured metrics(String urn, int minutes);

  /**
   * Which calls' logs are wanted; empty texts mean all.
   *
   * @param after where the page before this ended, in this direction; empty for the first page
   * @param newestFirst else the oldest come first
   * @param limit 1 to 5000
   */
  record LogQuery(
      Instant from,
      Instant to,
      String requestId,
      String version,
      String status,
      String text,
      String after,
      boolean newestFirst,
      int limit) {}

  /**
   * The log of one call.
   *
   * @param position for {@link LogQuery#after}
   * @param status {@code success}, or why it failed
   */
  record LogEntry(
      String position,
      Instant time,
      String requestId,
      String version,
      String status,
      String text) {}

  sealed interface Logged {
    /**
     * @param complete whether there are no others
     */
    record Found(List<LogEntry> entries, boolean complete) implements Logged {}

    record NotRead(List<Diagnostic> diagnostics) implements Logged {}
  }

  sealed interface Measured {
    /** Equal steps of time, the oldest first. */
    record Found(List<Point> points) implements Measured {}

    record NotRead(List<Diagnostic> diagnostics) implements Measured {}
  }

  /**
   * What is known of a step of time.
   *
   * @param values by the names of FunctionGraph's API: {@code count}, {@code fail_count}, …; those
   *     that the step has none of are left out
   */
  record Point(Instant start, Map<String, Double> values) {}

  sealed interface Enqueued {
    /** The call will be made. */
    record Accepted(String requestId) implements Enqueued {}

    record NotAccepted(List<Diagnostic> diagnostics) implements Enqueued {}
  }

  sealed interface Invoked {
    /**
     * The function ran.
     *
     * @param failed whether it threw, timed out or exited; the result then tells how
     * @param log the end of the call's log; empty if it was not asked for
     * @param headers of the answer, by lower-case name
     */
    record Answered(
        String requestId,
        boolean failed,
        byte[] result,
        String log,
        SequencedMap<String, String> headers)
        implements Invoked {}

    /**
     * The function gave no result: the call did not reach it, its answer was lost, or it failed in
     * another way than by throwing.
     *
     * @param log the end of the call's log; empty if it was not asked for or there is none
     */
    record NotAnswered(String log, List<Diagnostic> diagnostics) implements Invoked {}
  }
}
