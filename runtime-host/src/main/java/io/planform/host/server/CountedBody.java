package io.planform.host.server;

import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request as it comes; one that ends before its announced length is no body. */
final class CountedBody extends InputStream {
  private final ServerRequest request;
  private final long announced;
  private InputStream in = InputStream.nullInputStream();
  private boolean begun;
  private boolean ended;
  private long count;

  /** Reads nothing yet: a client may wait for leave to send. */
  CountedBody(ServerRequest request) {
    this.request = request;
    this.announced = request.headers().contentLength().orElse(-1);
    this.ended = !request.content().hasEntity();
  }

  /** Whether its sender was told to go on. */
  boolean isBegun() {
    return begun;
  }

  /** Whether nothing is left of it. */
  boolean isRead() {
    return ended || count == announced;
  }

  /** Reads on without a use for it; a client that is gone is no error then. */
  void discard(long limit) {
    byte[] buffer = new byte[16 * 1024];
    try {
      for (long left = limit; left > 0; ) {
        int read = read(buffer, 0, buffer.length);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException | RuntimeException e) {
      ended = false;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (isRead()) {
      return -1;
    }
    if (!begun) {
      begun = true;
      in = request.content().inputStream();
    }
    int read = in.read(target, offset, length);
    if (read < 0) {
      if (announced >= 0 && count < announced) {
        throw new EOFException("the body ended after %d of %d bytes".formatted(count, announced));
      }
      ended = true;
    } else {
      count += read;
    }
    return read;
  }
}
