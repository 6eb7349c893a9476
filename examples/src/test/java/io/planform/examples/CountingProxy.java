package io.planform.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.examples.Planform.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a host's API, hands requests on as they are, and counts those that change
 * something. Of these it loses some of the answers and sends some twice, or holds one on its way.
 */
final class CountingProxy implements AutoCloseable {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private static final String LENGTH = "Content-Length:";

  /** What becomes of one changing request of so many. */
  private static final int FAULTS = 8;

  private final URI host;
  private final HttpServer server;
  private final SplittableRandom random;
  private final AtomicReference<Held> awaited = new AtomicReference<>();
  private volatile boolean faulty;

  final AtomicInteger changes = new AtomicInteger();
  final AtomicInteger answersLost = new AtomicInteger();
  final AtomicInteger repeated = new AtomicInteger();

  CountingProxy(URI host, long seed) throws IOException {
    this.host = host;
    this.random = new SplittableRandom(seed);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void faulty(boolean faulty) {
    this.faulty = faulty;
  }

  /** Holds the next request that changes something, before it comes to the host. */
  Held holdNext() {
    Held held = new Held();
    awaited.set(held);
    return held;
  }

  /** A request on its way. */
  static final class Held {
    private static final long PATIENCE_MINUTES = 3;

    private final CountDownLatch arrival = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private volatile @Nullable HttpExchange exchange;

    /** Waits for it to come from a process, which then lives. */
    void awaitArrival(Running sender) throws IOException, InterruptedException {
      while (!arrival.await(50, TimeUnit.MILLISECONDS)) {
        if (!sender.process().isAlive()) {
          throw new AssertionError("no request came: " + sender.end());
        }
      }
    }

    /** Ends the connection to the sender; the request stays on its way. */
    void cutOff() {
      Objects.requireNonNull(exchange).close();
    }

    /** Lets it go on, and waits until the host has answered it. */
    void letGo() throws InterruptedException {
      release.countDown();
      if (!answer.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("the host does not answer");
      }
    }
  }

  private synchronized int fate() {
    return faulty ? random.nextInt(FAULTS) : FAULTS;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean change = !READS.contains(exchange.getRequestMethod());
      int fate = change ? fate() : FAULTS;
      Held held = change ? awaited.getAndSet(null) : null;
      Answer answer = held == null ? forward(exchange, body) : forward(exchange, body, held);
      if (change) {
        changes.incrementAndGet();
      }
      if (fate == 0) {
        answersLost.incrementAndGet();
        return;
      }
      if (fate == 1) {
        repeated.incrementAndGet();
        answer = forward(exchange, body);
      }
      answer
          .headers()
          .forEach(
              line ->
                  exchange
                      .getResponseHeaders()
                      .add(
                          line.substring(0, line.indexOf(':')),
                          line.substring(line.indexOf(':') + 1).strip()));
      boolean empty = answer.body().length == 0;
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
      if (!empty) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private Answer forward(HttpExchange exchange, byte[] body, Held held) throws IOException {
    held.exchange = exchange;
    held.arrival.countDown();
    try {
      held.release.await();
      return forward(exchange, body);
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      held.answer.countDown();
    }
  }

  private record Answer(int status, List<String> headers, byte[] body) {}

  /** As it came, since its headers are signed. */
  private Answer forward(HttpExchange exchange, byte[] body) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " HTTP/1.1\r\n");
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("Connection")) {
        header.getValue().forEach(value -> head.append(header.getKey() + ": " + value + "\r\n"));
      }
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(host.getHost(), host.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    List<String> head = head(in).lines().toList();
    int status = Integer.parseInt(head.getFirst().split(" ", 3)[1]);
    List<String> headers = head.subList(1, head.size());
    boolean chunked =
        headers.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
    byte[] body = chunked ? chunks(in) : in.readNBytes(length(headers));
    return new Answer(
        status, headers.stream().filter(line -> !isOfTheConnection(line)).toList(), body);
  }

  private static int length(List<String> headers) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
        .mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  private static boolean isOfTheConnection(String header) {
    String name = header.substring(0, header.indexOf(':'));
    return name.equalsIgnoreCase("Transfer-Encoding")
        || name.equalsIgnoreCase("Content-Length")
        || name.equalsIgnoreCase("Connection");
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The host ended the connection: " + head);
      }
      head.append((char) next);
    }
    return head.substring(0, head.length() - 4);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line(in), 16);
      body.write(in.readNBytes(length));
      line(in);
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
