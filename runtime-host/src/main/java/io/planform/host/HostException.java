package io.planform.host;

/** The host cannot start; the message is for the user. */
public final class HostException extends Exception {
  private static final long serialVersionUID = 1L;

  HostException(String message) {
    super(message);
  }
}
