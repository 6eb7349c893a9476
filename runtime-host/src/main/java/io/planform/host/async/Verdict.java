package io.planform.host.async;

import java.util.Optional;

/** What follows from a run of a function, or from the refusal of one. */
sealed interface Verdict {

  /**
   * It is over.
   *
   * @param code 0 for success, else what {@code error_code} shows
   * @param notice for the destination, if there is one
   */
  record Ended(AsyncStatus status, int code, String message, Optional<Notice> notice)
      implements Verdict {

    /** Somebody stopped it while it ran. */
    static final Ended STOPPED =
        new Ended(AsyncStatus.FAIL, 4208, "function invocation canceled", Optional.empty());

    /** Somebody stopped it before. */
    static final Ended WITHDRAWN =
        new Ended(AsyncStatus.DISCARD, 4208, "function invocation canceled", Optional.empty());
  }

  /** The function failed and is to run once more. */
  record Again(long pauseMillis) implements Verdict {}

  /** There is no room for it now, or the host failed; it has not run. */
  record Postponed() implements Verdict {}
}
