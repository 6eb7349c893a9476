package io.planform.host.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients of answers that are streamed to them. */
class ClientWatchTest {
  private final CountDownLatch written = new CountDownLatch(1);
  private final CountDownLatch abandoned = new CountDownLatch(1);
  private final CompletableFuture<String> outcome = new CompletableFuture<>();

  /** An answer that writes something at once, and then what it is told to. */
  private final class Answer implements StreamedResponse.Content {
    private final boolean endless;

    Answer(boolean endless) {
      this.endless = endless;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      Thread writer = Thread.currentThread();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  abandoned.await();
                  writer.interrupt();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      try {
        do {
          out.write(new byte[64 << 10]);
          out.flush();
          written.countDown();
        } while (endless);
        abandoned.await();
        outcome.complete("told");
      } catch (IOException | RuntimeException e) {
        outcome.complete("broken off");
      } catch (InterruptedException e) {
        outcome.complete("told");
      }
      throw new IOException("nobody is there");
    }

    @Override
    public void abandon() {
      abandoned.countDown();
    }
  }

  private HttpListener serving(Answer answer, Duration patience) throws IOException {
    var service =
        new HttpService() {
          @Override
          public long bodyLimit(String method, String path) {
            return 0;
          }

          @Override
          public Response handle(Request request) {
            return new Response(200, Map.of(), new byte[0]).streaming(answer);
          }
        };
    return HttpListener.open(0, service, patience);
  }

  private static Socket asking(HttpListener listener) throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    client.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    assertEquals('H', client.getInputStream().read());
    return client;
  }

  @Test
  void oneWhoGoesIsNoticedWhileNothingIsWritten() throws Exception {
    try (HttpListener listener = serving(new Answer(false), Duration.ofHours(1))) {
      Socket client = asking(listener);
      client.getInputStream().readNBytes(64 << 10);
      assertTrue(written.await(60, TimeUnit.SECONDS));
      client.close();
      assertEquals("told", outcome.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void oneWhoTakesNothingIsGivenUp() throws Exception {
    try (HttpListener listener = serving(new Answer(true), Duration.ofMillis(1));
        Socket _ = asking(listener)) {
      assertEquals("broken off", outcome.get(60, TimeUnit.SECONDS));
      assertTrue(abandoned.await(60, TimeUnit.SECONDS));
    }
  }
}
