package io.planform.host.dispatch;

/** What a request gets that asks for an instance. */
sealed interface Ticket {

  /**
   * A slot, reserved for it.
   *
   * @param coldStart whether it waited for a new instance
   */
  record Slot(FunctionInstance instance, boolean coldStart) implements Ticket {}

  record Refused(Invocation.Failed failure) implements Ticket {}

  /** The pool it asked is gone; a new one must be asked. */
  record Closed() implements Ticket {}
}
