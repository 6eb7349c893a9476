package io.planform.host.policy;

/**
 * What an operation of the API is called in policies.
 *
 * @param name {@code functiongraph:function:getConfig}; {@code -} for what every caller may do
 * @param resource what it is done to
 */
public record Action(String name, Target resource) {

  /** Whether it takes no policy. */
  public boolean free() {
    return name.equals("-");
  }

  /** Where the resource of a call stands. */
  public enum Target {
    /** The parameter {@code function_urn}, {@code func_urn} or {@code resource_id}. */
    FUNCTION,
    /** The parameter {@code trigger_id}. */
    TRIGGER,
    /** Not one function or trigger: only statements without resources count. */
    NONE
  }
}
