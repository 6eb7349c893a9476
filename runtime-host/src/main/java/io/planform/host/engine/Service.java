package io.planform.host.engine;

/**
 * A service of this machine that an instance may reach.
 *
 * @param variable names the URL for the function
 * @param inside the port on the instance's loopback
 * @param outside the port on this machine's
 */
public record Service(String variable, int inside, int outside) {

  /** Where the function finds it. */
  public String url() {
    return "http://127.0.0.1:" + inside;
  }
}
