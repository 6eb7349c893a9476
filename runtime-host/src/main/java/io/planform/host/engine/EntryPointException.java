package io.planform.host.engine;

/** A function's container was made, but what it should run cannot be run. */
public final class EntryPointException extends EngineException {
  private static final long serialVersionUID = 1L;

  EntryPointException(String image, Exception cause) {
    super("The command of the image " + image + " cannot be started: " + cause.getMessage(), cause);
  }
}
