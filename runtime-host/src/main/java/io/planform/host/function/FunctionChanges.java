package io.planform.host.function;

/** Is told of changes after they are durable, one at a time for each function, in their order. */
public interface FunctionChanges {
  void created(CurrentFunction function);

  void changed(FunctionEntry current);

  /**
   * @param keyPrefix what the keys of its revisions begin with
   */
  void deleted(FunctionEntry last, String keyPrefix);

  /**
   * @param keyPrefix what the keys of its revisions begin with
   */
  void versionDeleted(FunctionEntry last, String keyPrefix);
}
