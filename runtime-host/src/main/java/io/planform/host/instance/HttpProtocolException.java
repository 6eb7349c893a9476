package io.planform.host.instance;

import java.io.IOException;

/** A peer sent what is not HTTP/1.1, or more than it may. */
final class HttpProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** A violation, with the status that a server answers it with. */
  HttpProtocolException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
