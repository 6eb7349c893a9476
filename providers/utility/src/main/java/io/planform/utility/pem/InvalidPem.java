package io.planform.utility.pem;

/**
 * Text is no key or certificate. The message says why, ready to follow a colon, without the text.
 */
public final class InvalidPem extends Exception {
  public InvalidPem(String reason) {
    super(reason);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
