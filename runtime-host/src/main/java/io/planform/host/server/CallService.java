package io.planform.host.server;

import io.planform.host.http2.Http2Stream;

/** A service of calls of gRPC, which are passed on while they run. */
public interface CallService {

  /**
   * Serves a call on a thread of its own; it ends when this returns.
   *
   * @param head the request, without what follows its head
   * @param call the rest of it, and the way for the answer
   */
  void serve(Request head, Http2Stream call);
}
