package io.planform.host.api;

/** Is told of what the gateway shall serve, after it is durable. */
public interface ApiChanges {
  /** An API that is new in its environment, or another state of one. */
  void served(ServedApi api);

  /**
   * @param environment its id
   */
  void withdrawn(String api, String environment);

  /** A name of hosts leads to a group from now on. */
  void bound(Domain domain);

  void unbound(String name);
}
