package io.planform.host.runtime;

/** A recipe, or the catalogue, cannot be used as it is; message and hint are for the user. */
public final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  RecipeException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** How to mend it. */
  public String hint() {
    return hint;
  }
}
