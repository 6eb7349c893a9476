package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;
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
