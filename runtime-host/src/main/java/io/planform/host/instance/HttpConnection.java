package io.planform.host.instance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Either end of an HTTP/1.1 connection (RFC 9112), as small as the way to an instance needs it:
 * whole messages, no pipelining, everything bounded.
 */
final class HttpConnection implements AutoCloseable {
  private static final int LONGEST_HEAD = 64 << 10;

  private final ByteChannel channel;
  private final ByteBuffer input = ByteBuffer.allocate(8 << 10).flip();

  HttpConnection(ByteChannel channel) {
    this.channel = channel;
  }

  /** The next message's head; empty when the peer closed the connection instead. */
  Optional<HttpHead> readHead() throws IOException {
    Optional<String> start = readFirstLine();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] words = start.get().split(" ", 3);
    if (words.length < 2) {
      throw new HttpProtocolException(400, "not HTTP/1.1");
    }
    return Optional.of(
        new HttpHead(words[0], words[1], words.length > 2 ? words[2] : "", readHeaders()));
  }

  private Optional<String> readFirstLine() throws IOException {
    try {
      String line = readLine(LONGEST_HEAD);
      return Optional.of(line.isEmpty() ? readLine(LONGEST_HEAD) : line);
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private Map<String, List<String>> readHeaders() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    int left = LONGEST_HEAD;
    for (String line = readLine(left); !line.isEmpty(); line = readLine(left)) {
      left -= line.length() + 2;
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new HttpProtocolException(400, "a header without a name");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** The body of a request; without a length there is none. */
  byte[] readRequestBody(HttpHead head, int limit) throws IOException {
    return head.chunked()
        ? readChunks(limit)
        : read(length(head, limit).orElse(0L).intValue(), limit);
  }

  /** The body of a response; without a length it goes on until the connection ends. */
  byte[] readResponseBody(HttpHead head, int limit) throws IOException {
    if (head.chunked()) {
      return readChunks(limit);
    }
    Optional<Long> length = length(head, limit);
    return length.isPresent() ? read(length.get().intValue(), limit) : readToEnd(limit);
  }

  /**
   * Passes the body of a response on while it comes, as long as it is wanted.
   *
   * @return whether it was wanted to the end
   */
  boolean passResponseBody(HttpHead head, AnswerStream out) throws IOException {
    if (!head.chunked() && head.header("content-length").isEmpty()) {
      return passToEnd(out);
    }
    return passRequestBody(head, out);
  }

  /** The same of a request, which without a length has none. */
  boolean passRequestBody(HttpHead head, AnswerStream out) throws IOException {
    return head.chunked()
        ? passChunks(out)
        : pass(length(head, AnswerStream.LARGEST).orElse(0L), out);
  }

  private boolean passChunks(AnswerStream out) throws IOException {
    long left = AnswerStream.LARGEST;
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      left -= size;
      if (left < 0) {
        throw tooLarge(AnswerStream.LARGEST);
      }
      if (!pass(size, out)) {
        return false;
      }
      readLine(2);
    }
    readHeaders();
    return true;
  }

  private boolean pass(long length, AnswerStream out) throws IOException {
    for (long left = length; left > 0 && !out.abandoned(); ) {
      if (!input.hasRemaining() && !fill()) {
        throw new EOFException("the connection ended within a message");
      }
      left -= passInput(left, out);
    }
    return !out.abandoned();
  }

  private boolean passToEnd(AnswerStream out) throws IOException {
    for (long left = AnswerStream.LARGEST; !out.abandoned() && (input.hasRemaining() || fill()); ) {
      if (left == 0) {
        throw tooLarge(AnswerStream.LARGEST);
      }
      left -= passInput(left, out);
    }
    return !out.abandoned();
  }

  private int passInput(long most, AnswerStream out) {
    int count = (int) Math.min(most, input.remaining());
    out.write(input.array(), input.position(), count);
    input.position(input.position() + count);
    return count;
  }

  /** Refuses a body that is announced to be larger. */
  static void refuseLonger(HttpHead head, long limit) throws IOException {
    Optional<Long> _ = length(head, limit);
  }

  private static Optional<Long> length(HttpHead head, long limit) throws IOException {
    Optional<String> text = head.header("content-length");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      long length = Long.parseLong(text.get());
      if (length < 0) {
        throw new HttpProtocolException(400, "a negative Content-Length");
      }
      if (length > limit) {
        throw tooLarge(limit);
      }
      return Optional.of(length);
    } catch (NumberFormatException e) {
      throw new HttpProtocolException(400, "a Content-Length that is no number");
    }
  }

  private byte[] readChunks(int limit) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = chunkSize();
      if (size == 0) {
        readHeaders();
        return body.toByteArray();
      }
      body.writeBytes(read(size, limit - body.size()));
      readLine(2);
    }
  }

  private int chunkSize() throws IOException {
    String line = readLine(1024);
    int end = line.indexOf(';');
    try {
      int size = Integer.parseInt((end < 0 ? line : line.substring(0, end)).strip(), 16);
      if (size < 0) {
        throw new HttpProtocolException(400, "a chunk of a negative size");
      }
      return size;
    } catch (NumberFormatException e) {
      throw new HttpProtocolException(400, "a chunk without a size below 80000000");
    }
  }

  private byte[] read(int length, int limit) throws IOException {
    if (length > limit) {
      throw tooLarge(limit);
    }
    byte[] bytes = new byte[length];
    int at = Math.min(length, input.remaining());
    input.get(bytes, 0, at);
    ByteBuffer rest = ByteBuffer.wrap(bytes, at, length - at);
    while (rest.hasRemaining()) {
      if (channel.read(rest) < 0) {
        throw new EOFException("the connection ended within a message");
      }
    }
    return bytes;
  }

  private byte[] readToEnd(int limit) throws IOException {
    var body = new ByteArrayOutputStream();
    while (input.hasRemaining() || fill()) {
      if (body.size() + input.remaining() > limit) {
        throw tooLarge(limit);
      }
      body.write(input.array(), input.position(), input.remaining());
      input.position(input.limit());
    }
    return body.toByteArray();
  }

  private String readLine(int limit) throws IOException {
    var line = new StringBuilder();
    while (true) {
      if (!input.hasRemaining() && !fill()) {
        throw new EOFException("the connection ended within a message");
      }
      char next = (char) (input.get() & 0xff);
      if (next == '\n') {
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r'
            ? line.substring(0, end - 1)
            : line.toString();
      }
      if (line.length() >= limit) {
        throw new HttpProtocolException(431, "a head of more than " + LONGEST_HEAD + " bytes");
      }
      line.append(next);
    }
  }

  private boolean fill() throws IOException {
    input.clear();
    int read = channel.read(input);
    input.flip();
    return read > 0;
  }

  private static HttpProtocolException tooLarge(long limit) {
    return new HttpProtocolException(413, "a body of more than " + limit + " bytes");
  }

  /** Whether the peer, from whom nothing is due, has neither sent anything nor hung up. */
  boolean isQuiet() {
    if (input.hasRemaining() || !(channel instanceof SocketChannel socket)) {
      return !input.hasRemaining();
    }
    try {
      socket.configureBlocking(false);
      int read = socket.read(input.clear());
      socket.configureBlocking(true);
      input.flip();
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes a message: its head, which ends with an empty line, and its body. */
  void write(String head, byte[] body) throws IOException {
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer message = ByteBuffer.allocate(start.length + body.length);
    message.put(start).put(body).flip();
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  /** The connection for another protocol, from what was read last on. */
  ByteChannel raw() {
    return new Rest();
  }

  private final class Rest implements ByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      if (!input.hasRemaining()) {
        return channel.read(target);
      }
      int count = Math.min(input.remaining(), target.remaining());
      target.put(input.array(), input.position(), count);
      input.position(input.position() + count);
      return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return channel.write(source);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {
      HttpConnection.this.close();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to release.
    }
  }
}
