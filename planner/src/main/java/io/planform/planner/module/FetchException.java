package io.planform.planner.module;

/** A package could not be fetched; the message says why, in a sentence, without credentials. */
final class FetchException extends Exception {
  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }
}
