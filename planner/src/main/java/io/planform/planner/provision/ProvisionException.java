package io.planform.planner.provision;

/** A provisioner failed; the message says why, in a sentence. */
public final class ProvisionException extends Exception {
  private static final long serialVersionUID = 1L;

  ProvisionException(String message) {
    super(message);
  }
}
