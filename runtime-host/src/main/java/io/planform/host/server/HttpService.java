package io.planform.host.server;

/** What a listener serves. */
public interface HttpService extends Handler {
  /** Bytes of body that a request may have; asked before any of it is read. */
  long bodyLimit(String method, String path);
}
