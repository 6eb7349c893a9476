package io.planform.host.server;

import java.io.IOException;
import java.io.InputStream;

/** What a listener serves whose requests and answers are too large to be held in memory. */
public interface StreamService {

  /**
   * Answers one request, also one that is refused.
   *
   * @param head the request, of which the body is not read yet
   * @param body may be left unread; the connection is closed then
   * @throws IOException where the client is gone
   */
  StreamedResponse handle(Request head, InputStream body) throws IOException;
}
