package io.planform.host.runtime;

/** A recipe cannot be used as it is. */
final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  RecipeException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** How to mend it. */
  String hint() {
    return hint;
  }
}
