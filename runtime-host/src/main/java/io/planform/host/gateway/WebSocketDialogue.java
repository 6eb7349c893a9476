package io.planform.host.gateway;

import io.planform.host.dispatch.Invocation;
import io.planform.host.server.ClientConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client and a function that have changed to WebSocket: what either sends reaches the other. */
final class WebSocketDialogue implements Invocation.Dialogue {
  static final String PROTOCOL = "websocket";
  private static final int PIECE = 16 << 10;

  private final ClientConnection client;
  private volatile boolean answered;
  private volatile boolean clientGone;

  WebSocketDialogue(ClientConnection client) {
    this.client = client;
  }

  @Override
  public String upgrade() {
    return PROTOCOL;
  }

  @Override
  public boolean answered() {
    return answered;
  }

  @Override
  public void talk(Map<String, List<String>> headers, ByteChannel function) throws IOException {
    answered = true;
    Thread sender = Thread.ofVirtual().name("websocket").unstarted(() -> sendAll(function));
    try {
      consent(headers);
      sender.start();
      receiveAll(function);
    } catch (IOException e) {
      if (!clientGone) {
        throw e;
      }
    } finally {
      client.close();
    }
  }

  private void consent(Map<String, List<String>> headers) {
    Map<String, List<String>> told = new HashMap<>(ForwardedHeaders.endToEnd(headers));
    told.put("Connection", List.of("Upgrade"));
    told.put("Upgrade", List.of(PROTOCOL));
    try {
      client.writeHead(101, "Switching Protocols", told);
    } catch (IOException e) {
      clientGone = true;
    }
  }

  /**
   * Until the client or the function has had enough; the other learns it by his connection's end.
   */
  private void sendAll(ByteChannel function) {
    try (function) {
      while (true) {
        ByteBuffer piece = ByteBuffer.wrap(read());
        while (piece.hasRemaining()) {
          function.write(piece);
        }
      }
    } catch (IOException e) {
      // One of them is gone; that the function is shows when it is read from.
    }
  }

  private byte[] read() throws IOException {
    try {
      return client.read();
    } catch (IOException e) {
      clientGone = true;
      throw e;
    }
  }

  private void receiveAll(ByteChannel function) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (!clientGone && function.read(piece) >= 0) {
      try {
        client.write(piece.array(), 0, piece.position());
      } catch (IOException e) {
        clientGone = true;
      }
      piece.clear();
    }
  }
}
