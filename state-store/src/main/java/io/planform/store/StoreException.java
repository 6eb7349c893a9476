package io.planform.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do what was asked: not reachable, disk full, not ours, damaged, written by a
 * newer version. The message is meant for a user and names what to do.
 */
public class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
