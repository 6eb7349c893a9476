package io.planform.host.function;

/**
 * The agencies of a function, by name; empty where it has none.
 *
 * @param configuration what the host does for the function is done with it ({@code xrole})
 * @param own what the function itself acts with, where that is another one ({@code app_xrole})
 */
public record Agencies(String configuration, String own) {
  public static final Agencies NONE = new Agencies("", "");

  /** What the function acts with; empty where it has none. */
  public String execution() {
    return own.isEmpty() ? configuration : own;
  }
}
