package io.planform.store.state;

/** Told of each moment at which a run could die, so that a test can let it. */
@FunctionalInterface
interface CrashPoint {
  CrashPoint NONE = name -> {};

  /**
   * Called twice for each change, and once, as {@code key durable}, for a new key.
   *
   * @param name the change ({@code begin}, {@code target}, {@code intend}, {@code conclude}, {@code
   *     write}, {@code finish}, {@code rotate} for each batch of documents) and {@code written},
   *     before its commit, or {@code durable}, after
   */
  void reached(String name);
}
