package io.planform.host.dispatch;

import io.planform.host.function.FunctionRevision;

/** Makes instances. */
public interface FunctionInstances {

  /** A new instance of the revision, not started yet. */
  FunctionInstance create(FunctionRevision function, FunctionInstance.Listener listener);
}
