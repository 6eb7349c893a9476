package io.planform.host.trigger;

/** A source cannot be opened or go on. Its message is shown to users and holds no secrets. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
