package io.planform.host.dispatch;

/**
 * Instances of a function version that are to be there whatever is called.
 *
 * @param frozen whether those without requests use no CPU
 */
public record Reserve(int count, boolean frozen) {
  public static final Reserve NONE = new Reserve(0, false);

  /**
   * How a reserve stands.
   *
   * @param ready instances of it that could take a request at once, or run some
   * @param starting instances that take no requests yet
   * @param failing whether the last one did not start or did not last
   * @param peak requests that ran or waited at a time, at most, since this was last asked
   */
  public record Standing(int ready, int starting, boolean failing, int peak) {
    static final Standing NOTHING = new Standing(0, 0, false, 0);
  }
}
