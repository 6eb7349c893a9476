package io.planform.host.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.impl.nio.FrameInputBuffer;
import org.apache.hc.core5.http2.impl.nio.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Whole frames both ways, and the fields in them. One thread reads; any may write. */
final class FrameChannel implements AutoCloseable {
  /** What either end must take without having agreed to more. */
  static final int LARGEST_FRAME = 16_384;

  static final int LARGEST_HEAD = 64 << 10;
  private static final int DECODER_TABLE = 4096;

  /** Says that the encoder has no table, whatever the peer would keep for it (RFC 7541, 6.3). */
  private static final byte NO_TABLE = 0x20;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteChannel channel;
  private final FrameFactory factory = DefaultFrameFactory.INSTANCE;
  private final FrameInputBuffer input = new FrameInputBuffer(LARGEST_FRAME);
  private final FrameOutputBuffer output = new FrameOutputBuffer(LARGEST_FRAME);
  private final HPackDecoder decoder = new HPackDecoder(DECODER_TABLE, StandardCharsets.ISO_8859_1);
  private final ReentrantLock writing = new ReentrantLock();
  private final HPackEncoder encoder = new HPackEncoder(0, StandardCharsets.ISO_8859_1);
  private boolean hasWrittenHeads;

  FrameChannel(ByteChannel channel) {
    this.channel = channel;
    decoder.setMaxListSize(LARGEST_HEAD);
  }

  /** What a client begins with. */
  void writePreface() throws IOException {
    ByteBuffer preface = ByteBuffer.wrap(PREFACE);
    while (preface.hasRemaining()) {
      channel.write(preface);
    }
  }

  void readPreface() throws IOException {
    ByteBuffer preface = ByteBuffer.allocate(PREFACE.length);
    while (preface.hasRemaining() && channel.read(preface) >= 0) {
      // It may come in pieces.
    }
    if (!preface.flip().equals(ByteBuffer.wrap(PREFACE))) {
      throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "not the preface of HTTP/2");
    }
  }

  /** The next frame, valid until the one after it is read; null at the connection's end. */
  @Nullable RawFrame read() throws IOException {
    return input.read(channel);
  }

  List<Field> decode(byte[] block) throws IOException {
    try {
      return decoder.decodeHeaders(ByteBuffer.wrap(block)).stream()
          .map(header -> new Field(header.getName(), header.getValue()))
          .toList();
    } catch (HttpException e) {
      throw new H2ConnectionException(H2Error.COMPRESSION_ERROR, e.getMessage());
    }
  }

  void write(RawFrame frame) throws IOException {
    writing.lock();
    try {
      send(frame);
    } finally {
      writing.unlock();
    }
  }

  void writeHead(int stream, Part.Head head) throws IOException {
    writing.lock();
    try {
      ByteBuffer block = encode(head.fields());
      RawFrame first =
          factory.createHeaders(stream, cut(block), !block.hasRemaining(), head.last());
      send(first);
      while (block.hasRemaining()) {
        ByteBuffer piece = cut(block);
        send(factory.createContinuation(stream, piece, !block.hasRemaining()));
      }
    } finally {
      writing.unlock();
    }
  }

  private ByteBuffer encode(List<Field> fields) throws IOException {
    var block = new ByteArrayBuffer(512);
    if (!hasWrittenHeads) {
      block.append(NO_TABLE);
      hasWrittenHeads = true;
    }
    for (Field field : fields) {
      encoder.encodeHeader(block, new BasicHeader(field.name(), field.value()));
    }
    return ByteBuffer.wrap(block.array(), 0, block.length());
  }

  private static ByteBuffer cut(ByteBuffer block) {
    int length = Math.min(block.remaining(), LARGEST_FRAME);
    ByteBuffer piece = block.slice(block.position(), length);
    block.position(block.position() + length);
    return piece;
  }

  private void send(RawFrame frame) throws IOException {
    output.write(frame, channel);
    while (!output.isEmpty()) {
      output.flush(channel);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
