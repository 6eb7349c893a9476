package io.planform.host.dispatch;

import io.planform.host.function.FunctionRevision;

/** Makes instances. */
public interface FunctionInstances {

  /** A new instance of the revision, not started yet. */
  FunctionInstance create(FunctionRevision function, FunctionInstance.Listener listener);

  /** Says that instances of the revision may be wanted soon; may take long. */
  default void expect(FunctionRevision function) {}
}
