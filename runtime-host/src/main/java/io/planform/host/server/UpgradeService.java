package io.planform.host.server;

import java.util.Optional;

/** A service that can change from HTTP/1.1 to another protocol when a client asks for it. */
public interface UpgradeService {

  /** Serves the rest of a connection. */
  @FunctionalInterface
  interface Session {
    /** Returns when the connection is to be closed. */
    void serve(ClientConnection client);
  }

  /**
   * Decides on a request to upgrade, before it is answered.
   *
   * @param head a request without a body
   * @return empty where it is to be answered as if it did not ask
   */
  Optional<Session> upgrade(Request head);
}
