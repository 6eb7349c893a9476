package io.planform.host.http2;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/2 without TLS, to a peer who knows that it is spoken (RFC 9113, 3.3). What a
 * call holds of memory is bounded by its window; no call holds up another.
 */
public final class Http2Connection implements AutoCloseable {
  private static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;
  private static final int MOST_CALLS = 1000;
  private static final int PRIORITY_LENGTH = 5;

  private final FrameChannel frames;
  private final SendWindows windows = new SendWindows();
  private final Map<Integer, Http2Stream> streams = new ConcurrentHashMap<>();
  private final @Nullable Consumer<Http2Stream> service;
  private final AtomicInteger served = new AtomicInteger();
  private volatile int lastOpened;
  private volatile boolean closed;
  private int credit;
  private boolean settled;

  private Http2Connection(ByteChannel channel, @Nullable Consumer<Http2Stream> service) {
    this.frames = new FrameChannel(channel);
    this.service = service;
  }

  /** A connection to a server. */
  public static Http2Connection toServer(ByteChannel channel) throws IOException {
    var connection = new Http2Connection(channel, null);
    connection.frames.writePreface();
    connection.frames.write(FRAMES.createSettings(new H2Setting(H2Param.ENABLE_PUSH, 0)));
    Thread.ofVirtual().name("http2").start(connection::readAll);
    return connection;
  }

  /**
   * Serves a client until the connection ends.
   *
   * @param service of one call, on a thread of its own; the call ends when it returns
   */
  public static void serve(ByteChannel channel, Consumer<Http2Stream> service) throws IOException {
    var connection = new Http2Connection(channel, service);
    connection.frames.readPreface();
    connection.frames.write(
        FRAMES.createSettings(
            new H2Setting(H2Param.MAX_CONCURRENT_STREAMS, MOST_CALLS),
            new H2Setting(H2Param.MAX_HEADER_LIST_SIZE, FrameChannel.LARGEST_HEAD)));
    connection.readAll();
  }

  /** Begins a call of a server; of one thread at a time. */
  public Http2Stream open(Part.Head request) throws IOException {
    int id = lastOpened == 0 ? 1 : lastOpened + 2;
    lastOpened = id;
    Http2Stream stream = register(id);
    stream.write(request);
    return stream;
  }

  private Http2Stream register(int id) {
    var stream = new Http2Stream(this, id);
    windows.open(id);
    streams.put(id, stream);
    if (closed) {
      stream.fail(new EOFException("the connection ended"));
    }
    return stream;
  }

  FrameChannel frames() {
    return frames;
  }

  SendWindows windows() {
    return windows;
  }

  void writeData(int id, byte[] bytes, boolean last) throws IOException {
    frames.write(FRAMES.createData(id, ByteBuffer.wrap(bytes), last));
  }

  void grant(int id, int bytes) throws IOException {
    frames.write(FRAMES.createWindowUpdate(id, bytes));
  }

  void reset(int id, H2Error error) {
    try {
      frames.write(FRAMES.createResetStream(id, error));
    } catch (IOException e) {
      // The connection is gone, and the call with it.
    }
  }

  void forget(Http2Stream stream) {
    streams.remove(stream.id());
    windows.close(stream.id());
  }

  private void readAll() {
    IOException why = new EOFException("the connection ended");
    try {
      for (RawFrame frame = frames.read(); frame != null; frame = frames.read()) {
        receive(frame);
      }
    } catch (H2ConnectionException e) {
      why = e;
      sayGoodbye(e);
    } catch (IOException e) {
      why = e;
    } finally {
      close(why);
    }
  }

  private void sayGoodbye(H2ConnectionException reason) {
    try {
      frames.write(
          FRAMES.createGoAway(
              lastOpened,
              H2Error.getByCode(reason.getCode()),
              String.valueOf(reason.getMessage())));
    } catch (IOException e) {
      // He does not want to know.
    }
  }

  private void receive(RawFrame frame) throws IOException {
    FrameType type = FrameType.valueOf(frame.getType());
    if (!settled && type != FrameType.SETTINGS) {
      throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "no settings at first");
    }
    if (type == null) {
      return;
    }
    switch (type) {
      case DATA -> data(frame);
      case HEADERS -> head(frame);
      case RST_STREAM -> resetByPeer(frame);
      case SETTINGS -> settings(frame);
      case PING -> ping(frame);
      case WINDOW_UPDATE -> windowUpdate(frame);
      case GOAWAY, PRIORITY, PRIORITY_UPDATE -> {}
      case PUSH_PROMISE, CONTINUATION ->
          throw new H2ConnectionException(
              H2Error.PROTOCOL_ERROR, "a frame that does not belong there");
    }
  }

  /** The connection's window never closes: those of its calls do. */
  private void data(RawFrame frame) throws IOException {
    credit += frame.getLength();
    if (credit > SendWindows.INITIAL / 2) {
      grant(0, credit);
      credit = 0;
    }
    Http2Stream stream = streams.get(frame.getStreamId());
    if (stream != null) {
      stream.receive(
          bytes(frame.getPayloadContent()),
          frame.getLength(),
          frame.isFlagSet(FrameFlag.END_STREAM));
    } else if (frame.getStreamId() > lastOpened || frame.getStreamId() == 0) {
      throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "content of no call");
    }
  }

  private static byte[] bytes(@Nullable ByteBuffer buffer) {
    byte[] bytes = new byte[buffer == null ? 0 : buffer.remaining()];
    if (buffer != null) {
      buffer.get(bytes);
    }
    return bytes;
  }

  private void head(RawFrame frame) throws IOException {
    int id = frame.getStreamId();
    boolean last = frame.isFlagSet(FrameFlag.END_STREAM);
    // Every block is decoded: the decoder's table depends on it.
    var head = new Part.Head(frames.decode(block(frame)), last);
    Http2Stream known = streams.get(id);
    if (known != null) {
      known.receive(head);
    } else if (id > lastOpened) {
      begin(id, head);
    }
  }

  private byte[] block(RawFrame first) throws IOException {
    int id = first.getStreamId();
    ByteBuffer payload = first.getPayloadContent();
    if (payload != null && first.isFlagSet(FrameFlag.PRIORITY)) {
      if (payload.remaining() < PRIORITY_LENGTH) {
        throw new H2ConnectionException(H2Error.FRAME_SIZE_ERROR, "a head without its priority");
      }
      payload.position(payload.position() + PRIORITY_LENGTH);
    }
    boolean ended = first.isFlagSet(FrameFlag.END_HEADERS);
    var block = new ByteArrayOutputStream();
    block.writeBytes(bytes(payload));
    while (!ended) {
      RawFrame next = frames.read();
      if (next == null || !next.isType(FrameType.CONTINUATION) || next.getStreamId() != id) {
        throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "a head without its end");
      }
      block.writeBytes(bytes(next.getPayload()));
      if (block.size() > FrameChannel.LARGEST_HEAD) {
        throw new H2ConnectionException(H2Error.ENHANCE_YOUR_CALM, "a head that is too large");
      }
      ended = next.isFlagSet(FrameFlag.END_HEADERS);
    }
    return block.toByteArray();
  }

  private void begin(int id, Part.Head head) throws IOException {
    Consumer<Http2Stream> serving = service;
    if (serving == null || id % 2 == 0) {
      throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "a call that nobody may begin");
    }
    lastOpened = id;
    if (served.incrementAndGet() > MOST_CALLS) {
      served.decrementAndGet();
      reset(id, H2Error.REFUSED_STREAM);
      return;
    }
    Http2Stream stream = register(id);
    stream.receive(head);
    Thread.ofVirtual().name("http2-call").start(() -> serve(serving, stream));
  }

  private void serve(Consumer<Http2Stream> serving, Http2Stream stream) {
    try {
      serving.accept(stream);
    } finally {
      served.decrementAndGet();
      // Who has his answer is to send no more; who has none is to know.
      stream.reset(stream.hasSentAll() ? H2Error.NO_ERROR : H2Error.INTERNAL_ERROR);
    }
  }

  private void resetByPeer(RawFrame frame) throws IOException {
    H2Error error = H2Error.getByCode(integer(frame));
    Http2Stream stream = streams.get(frame.getStreamId());
    if (stream != null) {
      stream.fail(
          new H2StreamResetException(
              error == null ? H2Error.INTERNAL_ERROR : error, "the peer gave up: " + error));
    }
  }

  private static int integer(RawFrame frame) throws IOException {
    ByteBuffer payload = frame.getPayload();
    if (payload == null || payload.remaining() != Integer.BYTES) {
      throw new H2ConnectionException(H2Error.FRAME_SIZE_ERROR, "a frame of the wrong size");
    }
    return payload.getInt();
  }

  private void settings(RawFrame frame) throws IOException {
    settled = true;
    if (frame.isFlagSet(FrameFlag.ACK)) {
      return;
    }
    ByteBuffer payload = frame.getPayload();
    while (payload != null && payload.remaining() >= Short.BYTES + Integer.BYTES) {
      H2Param name = H2Param.valueOf(payload.getShort());
      int value = payload.getInt();
      if (name == H2Param.INITIAL_WINDOW_SIZE) {
        windows.resize(Integer.toUnsignedLong(value));
      }
    }
    frames.write(FRAMES.createSettingsAck());
  }

  private void ping(RawFrame frame) throws IOException {
    if (!frame.isFlagSet(FrameFlag.ACK)) {
      frames.write(FRAMES.createPingAck(ByteBuffer.wrap(bytes(frame.getPayload()))));
    }
  }

  private void windowUpdate(RawFrame frame) throws IOException {
    int increment = integer(frame) & Integer.MAX_VALUE;
    if (increment == 0) {
      throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "an increment of nothing");
    }
    windows.grant(frame.getStreamId(), increment);
  }

  private void close(IOException why) {
    closed = true;
    streams.values().forEach(stream -> stream.fail(why));
    try {
      frames.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() {
    close(new EOFException("the connection was closed"));
  }
}
