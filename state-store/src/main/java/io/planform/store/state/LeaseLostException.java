package io.planform.store.state;

import io.planform.store.StoreException;

/** The lease expired or was taken away: another run may be writing. */
public final class LeaseLostException extends StoreException {
  private static final long serialVersionUID = 1;

  public LeaseLostException(String message) {
    super(message);
  }
}
