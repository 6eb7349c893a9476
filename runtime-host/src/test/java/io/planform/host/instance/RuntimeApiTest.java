package io.planform.host.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Revisions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime API as a bootstrap sees it, over a real socket. */
class RuntimeApiTest {
  @TempDir Path folder;
  private static final Delegation NOBODY =
      new Delegation(Revisions.of("f#1", "latest", 1, -1), InstanceSettings.of("local-1"));

  private final RuntimeApi api = new RuntimeApi(false, NOBODY);
  private ServerSocketChannel server;
  private HttpConnection connection;

  private record Answer(HttpHead head, String body) {
    String status() {
      return head.second();
    }
  }

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("api.sock")));
    Thread.ofVirtual().start(this::accept);
    connection = connect();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (channel) {
                    api.serve(channel);
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
    server.close();
  }

  private HttpConnection connect() throws IOException {
    return new HttpConnection(
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("api.sock"))));
  }

  private static Answer call(HttpConnection connection, String line, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    connection.write(
        line + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes.length + "\r\n\r\n", bytes);
    HttpHead head = connection.readHead().orElseThrow();
    return new Answer(
        head, new String(connection.readResponseBody(head, 10 << 20), StandardCharsets.UTF_8));
  }

  private Answer call(String line, String body) throws IOException {
    return call(connection, line, body);
  }

  private CompletableFuture<Reply> submit(String id, String payload) {
    var event =
        new Invocation.Event(id, payload.getBytes(StandardCharsets.UTF_8), Invocation.Source.SYNC);
    var pending = new PendingEvent(event, Map.of(), 1234, new CompletableFuture<>());
    api.submit(pending);
    return pending.reply();
  }

  private static Reply get(CompletableFuture<Reply> reply) throws Exception {
    return reply.get(10, TimeUnit.SECONDS);
  }

  @Test
  void takesAnInstanceFromItsFunctionToItsAnswers() throws Exception {
    api.specialize("{\"handler\":\"h\"}".getBytes(StandardCharsets.UTF_8));
    assertEquals("{\"handler\":\"h\"}", call("GET /v1/planform/specialization", "").body());
    assertEquals("200", call("POST /v1/planform/ready", "").status());
    assertEquals(Optional.empty(), api.started().get());

    var reply = submit("id-1", "{\"a\":1}");
    Answer event = call("GET /v1/runtime/invocation/request", "");
    assertEquals("{\"a\":1}", event.body());
    assertEquals("id-1", event.head().header("x-cff-request-id").orElseThrow());
    assertEquals("sync", event.head().header("x-cff-invoke-type").orElseThrow());
    assertEquals("1234", event.head().header("x-planform-deadline").orElseThrow());
    assertEquals("200", call("POST /v1/runtime/invocation/response/id-1", "42").status());
    var answered = assertInstanceOf(Reply.Answered.class, get(reply));
    assertEquals("42", new String(answered.payload(), StandardCharsets.UTF_8));

    var failing = submit("id-2", "{}");
    call("GET /v1/runtime/invocation/request", "");
    call("POST /v1/runtime/invocation/error/id-2", "{\"errorMessage\":\"no\"}");
    assertInstanceOf(Reply.Threw.class, get(failing));
  }

  @Test
  void tellsByWhichAliasTheFunctionIsCalled() throws Exception {
    call("POST /v1/planform/ready", "");
    var event = new Invocation.Event("id-1", new byte[0], Invocation.Source.SYNC, "live");
    api.submit(new PendingEvent(event, Map.of(), 1234, new CompletableFuture<>()));
    var unused = submit("id-2", "{}");
    assertEquals(
        "live",
        call("GET /v1/runtime/invocation/request", "").head().header("x-cff-alias").orElseThrow());
    assertTrue(
        call("GET /v1/runtime/invocation/request", "").head().header("x-cff-alias").isEmpty());
  }

  @Test
  void tellsTheStartOnlyOnce() throws Exception {
    assertEquals("200", call("POST /v1/planform/failed", "{\"phase\":\"load\"}").status());
    assertEquals("409", call("POST /v1/planform/ready", "").status());
    assertTrue(api.started().get().isPresent());
  }

  @Test
  void refusesAnAnswerToARequestThatWasNotFetchedHere() throws Exception {
    var reply = submit("not-fetched", "{}");
    assertEquals("404", call("POST /v1/runtime/invocation/response/not-fetched", "1").status());
    assertFalse(reply.isDone());
    try (var other = connect()) {
      assertEquals("404", call(other, "POST /v1/runtime/invocation/error/foreign", "1").status());
    }
  }

  @Test
  void takesAnAnswerOnlyOnce() throws Exception {
    var reply = submit("id", "{}");
    call("GET /v1/runtime/invocation/request", "");
    call("POST /v1/runtime/invocation/response/id", "1");
    assertEquals("404", call("POST /v1/runtime/invocation/response/id", "2").status());
    var answered = assertInstanceOf(Reply.Answered.class, get(reply));
    assertEquals("1", new String(answered.payload(), StandardCharsets.UTF_8));
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() throws Exception {
    var reply = submit("id", "{}");
    call("GET /v1/runtime/invocation/request", "");
    connection.write(
        "POST /v1/runtime/invocation/response/id HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n",
        new byte[0]);
    assertEquals("413", connection.readHead().orElseThrow().second());
    var lost = assertInstanceOf(Reply.Lost.class, get(reply));
    assertEquals(Invocation.Cause.BAD_ANSWER, lost.cause());
  }

  @Test
  void takesAChunkedAnswer() throws Exception {
    var reply = submit("id", "{}");
    call("GET /v1/runtime/invocation/request", "");
    String head = "POST /v1/runtime/invocation/response/id HTTP/1.1\r\nTransfer-Encoding: chunked";
    String chunks = "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    connection.write(head + "\r\n\r\n", chunks.getBytes(StandardCharsets.UTF_8));
    var answered = assertInstanceOf(Reply.Answered.class, get(reply));
    assertEquals("abcde", new String(answered.payload(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80000000", "80000003", "FFFFFFFF", "100000000", "-3", "x", ""})
  void refusesAChunkOfNoUsableSize(String size) throws Exception {
    var reply = submit("id", "{}");
    call("GET /v1/runtime/invocation/request", "");
    String head = "POST /v1/runtime/invocation/response/id HTTP/1.1\r\nTransfer-Encoding: chunked";
    connection.write(
        head + "\r\n\r\n", (size + "\r\nabc\r\n0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    assertEquals("400", connection.readHead().orElseThrow().second());
    assertInstanceOf(Reply.Lost.class, get(reply));
  }

  @Test
  void passesOverEventsThatNobodyWaitsForAnyMore() throws Exception {
    for (int i = 0; i < 100_000; i++) {
      assertTrue(submit("withdrawn-" + i, "{}").cancel(false));
    }
    var wanted = submit("wanted", "{\"x\":1}");
    assertEquals("{\"x\":1}", call("GET /v1/runtime/invocation/request", "").body());
    assertFalse(wanted.isDone());
  }

  @Test
  void refusesWhatIsNotHttp() throws Exception {
    connection.write("nonsense\r\n\r\n", new byte[0]);
    assertEquals("400", connection.readHead().orElseThrow().second());
    try (var other = connect()) {
      other.write("GET /" + "x".repeat(100_000), new byte[0]);
      assertEquals("431", other.readHead().orElseThrow().second());
    }
  }

  @Test
  void handsAnEventToAnotherPollWhenTheFirstOneIsGone() throws Exception {
    try (var gone = connect()) {
      gone.write("GET /v1/runtime/invocation/request HTTP/1.1\r\n\r\n", new byte[0]);
    }
    var reply = submit("id", "{\"x\":true}");
    Answer event = call("GET /v1/runtime/invocation/request", "");
    assertEquals("{\"x\":true}", event.body());
    call("POST /v1/runtime/invocation/response/id", "1");
    assertInstanceOf(Reply.Answered.class, get(reply));
  }

  @Test
  void servesManyRequestsOnOneConnectionHoweverFastTheyAreAnswered() throws Exception {
    Thread instance =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 2000; i++) {
                      call("GET /v1/runtime/invocation/request", "");
                      call("POST /v1/runtime/invocation/response/id", "1");
                    }
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    for (int i = 0; i < 2000; i++) {
      assertInstanceOf(Reply.Answered.class, get(submit("id", "{}")));
    }
    instance.join();
  }

  @Test
  void anInstanceThatDoesNotReadHoldsUpNobodyForLongerThanItsEvent() throws Exception {
    connection.write("GET /v1/runtime/invocation/request HTTP/1.1\r\n\r\n", new byte[0]);
    var event = new Invocation.Event("id", new byte[6 << 20], Invocation.Source.SYNC);
    var pending = new PendingEvent(event, Map.of(), 1234, new CompletableFuture<>());
    Thread caller = Thread.ofVirtual().start(() -> api.submit(pending));
    pending.reply().complete(new Reply.Lost(Invocation.Cause.TIMED_OUT, "too late"));
    assertTrue(caller.join(java.time.Duration.ofSeconds(30)));
  }

  @Test
  void letsGoOfEveryPollWhenTheInstanceEnds() throws Exception {
    connection.write("GET /v1/runtime/invocation/request HTTP/1.1\r\n\r\n", new byte[0]);
    api.close();
    assertEquals(Optional.empty(), connection.readHead());
  }

  @Test
  void aFirstPollMeansReadyWhereTheBootstrapIsTheUsers() throws Exception {
    var custom = new RuntimeApi(true, NOBODY);
    assertFalse(custom.started().isDone());
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(folder.resolve("custom.sock")));
      try (var client =
          new HttpConnection(
              SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("custom.sock"))))) {
        SocketChannel accepted = listening.accept();
        Thread.ofVirtual().start(() -> custom.serve(accepted));
        client.write("GET /v1/runtime/invocation/request HTTP/1.1\r\n\r\n", new byte[0]);
        assertEquals(Optional.empty(), custom.started().get(10, TimeUnit.SECONDS));
      }
    }
  }
}
