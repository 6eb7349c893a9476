package io.planform.host.trace;

/** Traces cannot be told as the environment wants; the message is for the user. */
public final class TracingException extends Exception {
  private static final long serialVersionUID = 1L;

  TracingException(String message) {
    super(message);
  }
}
