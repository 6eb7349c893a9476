package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSocket through the gateway to a function's own server. */
class WebSocketDockerTest {
  /** Greets with the function's name and its instance, then sends short messages back. */
  private static final String SERVER =
      """
      #!/usr/bin/env node
      const crypto = require('crypto');
      const host = require('os').hostname();
      const server = require('http').createServer((request, response) => response.end(host));
      const frame = (text) => Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);
      server.on('upgrade', (request, socket) => {
        if (request.url.endsWith('/refused')) {
          socket.end('HTTP/1.1 403 Forbidden\\r\\nContent-Length: 6\\r\\n\\r\\nnot so');
          return;
        }
        const accept = crypto.createHash('sha1')
          .update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
          .digest('base64');
        socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\n'
          + 'Connection: Upgrade\\r\\nX-Own: yes\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n');
        socket.write(frame(request.headers['x-cff-func-name'] + ' ' + host));
        let input = Buffer.alloc(0);
        socket.on('data', (data) => {
          input = Buffer.concat([input, data]);
          while (input.length >= 6 && input.length >= 6 + (input[1] & 127)) {
            const length = input[1] & 127;
            const text = input.subarray(6, 6 + length).map((b, i) => b ^ input[2 + i % 4]);
            const close = (input[0] & 15) === 8;
            input = input.subarray(6 + length);
            if (close) { socket.end(Buffer.from([0x88, 0])); return; }
            if (text.toString() === 'die') { process.exit(3); }
            socket.write(frame(text.toString()));
          }
        });
        socket.on('error', () => {});
      });
      server.listen(8000, '127.0.0.1');
      """;

  private static RealHost host;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    host = new RealHost(home);
    client = HttpClient.newHttpClient();
    String alone = "\"strategy_config\":{\"concurrency\":1,\"concurrent_num\":1}";
    host.http("ws", "{\"strategy_config\":{\"concurrency\":1,\"concurrent_num\":5}}", SERVER);
    host.http("alone", "{" + alone + "}", SERVER);
    host.http("short", "{\"timeout\":3," + alone + "}", SERVER);
    host.http("updated", "{}", SERVER);
  }

  @AfterAll
  static void stop() {
    client.close();
    host.close();
  }

  /** A client that keeps what it hears: messages, then {@code closed} or {@code broken}. */
  private static final class Talk implements WebSocket.Listener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final WebSocket socket;

    Talk(String path) {
      URI address = URI.create(host.address(path).toString().replace("http:", "ws:"));
      socket = client.newWebSocketBuilder().buildAsync(address, this).join();
    }

    String hear() throws InterruptedException {
      String next = heard.poll(60, TimeUnit.SECONDS);
      return next == null ? "nothing" : next;
    }

    String ask(String text) throws InterruptedException {
      socket.sendText(text, true).join();
      return hear();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      heard.add(text.toString());
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      heard.add("closed");
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      heard.add("broken");
    }
  }

  @Test
  void carriesMessagesBothWays() throws Exception {
    var one = new Talk("/ws/a?b=1");
    var other = new Talk("/ws");
    assertEquals("ws " + host.text("/ws"), one.hear());
    assertTrue(other.hear().startsWith("ws "));
    for (int i = 0; i < 100; i++) {
      assertEquals("to one " + i, one.ask("to one " + i));
      assertEquals("to other " + i, other.ask("to other " + i));
    }
    one.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    assertEquals("closed", one.hear());
    assertEquals("still", other.ask("still"));
    other.socket.abort();
  }

  @Test
  void countsAsARequestForAsLongAsItLasts() throws Exception {
    var talk = new Talk("/alone");
    assertTrue(talk.hear().startsWith("alone "));
    assertEquals(429, host.get("/alone", BodyHandlers.discarding()).statusCode());
    talk.socket.abort();
    int status = 429;
    for (int i = 0; i < 600 && status == 429; i++) {
      Thread.sleep(50);
      status = host.get("/alone", BodyHandlers.discarding()).statusCode();
    }
    assertEquals(200, status);
  }

  @Test
  void endsWithTheFunctionsTimeLimitAndLeavesTheInstance() throws Exception {
    var talk = new Talk("/short");
    String instance = talk.hear().substring("short ".length());
    assertTrue(talk.hear().matches("closed|broken"));
    String now = "";
    for (int i = 0; i < 600 && !now.equals(instance); i++) {
      now = host.text("/short");
    }
    assertEquals(instance, now);
  }

  @Test
  void goesOnWhileTheFunctionIsUpdated() throws Exception {
    var talk = new Talk("/updated");
    String instance = talk.hear().substring("updated ".length());
    ObjectNode update = Json.object().put("runtime", "http").put("handler", "bootstrap");
    update.put("timeout", 60).put("memory_size", 256);
    String path = "/fgs/functions/" + host.api.urn("updated") + "/config";
    assertEquals(200, host.api.call("PUT", path, update.toString()).status());
    assertNotEquals(instance, host.text("/updated"));
    assertEquals("still here", talk.ask("still here"));
    talk.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    assertEquals("closed", talk.hear());
  }

  @Test
  void breaksWhenTheInstanceDies() throws Exception {
    var talk = new Talk("/ws");
    assertTrue(talk.hear().startsWith("ws "));
    assertTrue(talk.ask("die").matches("closed|broken"));
    int status = 0;
    for (int i = 0; i < 600 && status != 200; i++) {
      status = host.get("/ws", BodyHandlers.discarding()).statusCode();
    }
    assertEquals(200, status);
  }

  @Test
  void isRefusedWithTheFunctionsOwnAnswer() {
    var refused = assertThrows(CompletionException.class, () -> new Talk("/ws/refused"));
    var handshake = assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
    assertEquals(403, handshake.getResponse().statusCode());
    var unknown = assertThrows(CompletionException.class, () -> new Talk("/nowhere"));
    handshake = assertInstanceOf(WebSocketHandshakeException.class, unknown.getCause());
    assertEquals(404, handshake.getResponse().statusCode());
  }
}
