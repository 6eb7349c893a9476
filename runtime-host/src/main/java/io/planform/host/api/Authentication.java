package io.planform.host.api;

/** Who may call an API. */
public sealed interface Authentication {

  /** Everybody. */
  record None() implements Authentication {}

  /** Users of the host, who sign with their access keys or send a token. */
  record Iam() implements Authentication {}

  /**
   * Applications that are authorised for the API, which sign with their keys.
   *
   * @param simple whether an application's code does in the place of a signature
   */
  record App(boolean simple) implements Authentication {}

  /**
   * Whom a function lets in.
   *
   * @param id of the authorizer
   */
  record Custom(String id) implements Authentication {}
}
