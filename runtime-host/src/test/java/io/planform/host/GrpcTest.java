package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.planform.host.dispatch.Invocation;
import io.planform.host.grpc.TextServer;
import io.planform.host.grpc.Texts;
import io.planform.host.server.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gRPC through the gateway: grpc-java's client and server, without a container between them. */
class GrpcTest {
  private static final int MEGABYTE = 1 << 20;

  private static TestHost host;
  private static TextServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    host = new TestHost(home);
    var function =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            Json.read(TestHost.function("texts", "http", "bootstrap"));
    assertEquals(200, host.call("POST", "/fgs/functions", function.toString()).status());
    expose("/test.Texts", "NONE");
    expose("/test.Signed", "IAM");
    server = new TextServer(0);
    URI gateway = URI.create(host.host.gatewayAddress());
    channel =
        NettyChannelBuilder.forAddress(gateway.getHost(), gateway.getPort())
            .usePlaintext()
            .maxInboundMessageSize(16 * MEGABYTE)
            .build();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    server.close();
    host.close();
  }

  @BeforeEach
  void reachTheServer() {
    answerFrom(server.port());
  }

  private static void expose(String path, String authentication) {
    String trigger = TriggerApiTest.api(path.substring(6), path, "POST", "SWA", authentication);
    assertEquals(201, host.call("POST", "/fgs/triggers/" + host.urn("texts"), trigger).status());
  }

  /** What an instance does with such requests, for a server on this machine. */
  private static void answerFrom(int port) {
    host.invoker.server =
        (_, request) -> {
          var dialogue = (Invocation.Dialogue) request.delivery();
          var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
          try (var connection = SocketChannel.open(address)) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            dialogue.talk(request.headers(), connection);
            return new Invocation.Streamed(FakeInvoker.SUMMARY);
          } catch (IOException e) {
            return Invocation.Cause.UNREACHABLE.because("It broke off", FakeInvoker.SUMMARY);
          }
        };
  }

  private static String unary(String name, String text) {
    return ClientCalls.blockingUnaryCall(
        channel, Texts.method(name, MethodType.UNARY), CallOptions.DEFAULT, text);
  }

  private static Status failure(String service, String name) {
    var method = Texts.method(service, name, MethodType.UNARY);
    return assertThrows(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, "x"))
        .getStatus();
  }

  /** Keeps what it hears: texts, then {@code completed} or the status. */
  private static final class Heard implements StreamObserver<String> {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public void onNext(String text) {
      texts.add(text);
    }

    @Override
    public void onError(Throwable error) {
      texts.add(Status.fromThrowable(error).getCode().toString());
    }

    @Override
    public void onCompleted() {
      texts.add("completed");
    }

    String next() throws InterruptedException {
      return String.valueOf(texts.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void passesCallsWithMetadataAndTrailers() {
    var head = new AtomicReference<Metadata>();
    var trailers = new AtomicReference<Metadata>();
    var asked = new Metadata();
    asked.put(Texts.ASKED, "one");
    asked.put(Texts.ASKED, "two");
    asked.put(Texts.BINARY, new byte[] {0, 1, (byte) 0xff});
    asked.put(Texts.FUNCTION, "another");
    var telling =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newAttachHeadersInterceptor(asked),
            MetadataUtils.newCaptureMetadataInterceptor(head, trailers));
    for (int i = 0; i < 20; i++) {
      String answer =
          ClientCalls.blockingUnaryCall(
              telling, Texts.method("Echo", MethodType.UNARY), CallOptions.DEFAULT, "call " + i);
      assertEquals("texts: call " + i, answer);
    }
    assertEquals("one+two", head.get().get(Texts.TOLD));
    assertArrayEquals(new byte[] {0, 1, (byte) 0xff}, head.get().get(Texts.BINARY));
    assertEquals("told", trailers.get().get(Texts.TRAILER));
  }

  @Test
  void passesMessagesLargerThanAnyWindow() {
    assertEquals(Integer.toString(8 * MEGABYTE), unary("Length", "x".repeat(8 * MEGABYTE)));
  }

  @Test
  void passesStreamsOfTheClient() throws Exception {
    var heard = new Heard();
    StreamObserver<String> sender =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(Texts.method("Join", MethodType.CLIENT_STREAMING), CallOptions.DEFAULT),
            heard);
    for (int i = 0; i < 100; i++) {
      sender.onNext("x".repeat(i * 1000));
    }
    sender.onCompleted();
    assertEquals("4950000", heard.next());
    assertEquals("completed", heard.next());
  }

  @Test
  void passesStreamsBothWays() throws Exception {
    var heard = new Heard();
    StreamObserver<String> sender =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(Texts.method("Talk", MethodType.BIDI_STREAMING), CallOptions.DEFAULT),
            heard);
    for (int i = 0; i < 50; i++) {
      sender.onNext("part " + i);
      assertEquals("texts: part " + i, heard.next());
    }
    sender.onCompleted();
    assertEquals("completed", heard.next());
  }

  @Test
  void holdsTheFunctionBackWhileTheClientDoesNotRead() {
    server.sent.set(0);
    int parts = 400;
    Iterator<String> answer =
        ClientCalls.blockingServerStreamingCall(
            channel,
            Texts.method("Many", MethodType.SERVER_STREAMING),
            CallOptions.DEFAULT,
            Integer.toString(parts));
    long length = answer.next().length();
    for (int i = 0; i < 20; i++) {
      assertEquals("texts: meanwhile", unary("Echo", "meanwhile"));
    }
    assertTrue(server.sent.get() < parts / 2, server.sent + " parts are on their way");
    while (answer.hasNext()) {
      length += answer.next().length();
    }
    assertEquals(parts * 65_536L, length);
  }

  @Test
  void holdsTheClientBackWhileTheFunctionDoesNotRead() throws Exception {
    var heard = new Heard();
    var sender =
        (ClientCallStreamObserver<String>)
            ClientCalls.asyncClientStreamingCall(
                channel.newCall(
                    Texts.method("Lazy", MethodType.CLIENT_STREAMING), CallOptions.DEFAULT),
                heard);
    var reader = server.lazy.poll(60, TimeUnit.SECONDS);
    sender.onNext("x".repeat(4 * MEGABYTE));
    for (int i = 0; i < 20; i++) {
      assertEquals("texts: meanwhile", unary("Echo", "meanwhile"));
    }
    assertTrue(!sender.isReady(), "the message stays with the client");
    reader.request(2);
    sender.onCompleted();
    assertEquals(Integer.toString(4 * MEGABYTE), heard.next());
    assertEquals("completed", heard.next());
  }

  @Test
  void tellsTheFunctionThatTheClientGaveUp() throws Exception {
    ClientCall<String, String> call =
        channel.newCall(Texts.method("Hang", MethodType.UNARY), CallOptions.DEFAULT);
    var heard = new Heard();
    ClientCalls.asyncUnaryCall(call, "given up", heard);
    assertEquals("texts: there", unary("Echo", "there"));
    call.cancel("enough", null);
    assertEquals("CANCELLED", heard.next());
    assertEquals("given up", server.cancelled.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void passesDeadlinesOnAndWhatComesOfThem() throws Exception {
    String left =
        ClientCalls.blockingUnaryCall(
            channel,
            Texts.method("Deadline", MethodType.UNARY),
            CallOptions.DEFAULT.withDeadlineAfter(1000, TimeUnit.SECONDS),
            "x");
    assertTrue(left.matches("[89]\\d\\d s"), left);
    var late =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    channel,
                    Texts.method("Hang", MethodType.UNARY),
                    CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.SECONDS),
                    "late"));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
    assertEquals("late", server.cancelled.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void passesTheFunctionsOwnStatus() {
    Status status = failure("test.Texts", "Fail");
    assertEquals(Status.Code.FAILED_PRECONDITION, status.getCode());
    assertEquals("not now: ü", status.getDescription());
    assertEquals(Status.Code.UNIMPLEMENTED, failure("test.Texts", "Unknown").getCode());
  }

  @Test
  void tellsByAStatusWhyThereIsNoAnswer() throws Exception {
    assertEquals(
        "No HTTP function is published for this path.",
        failure("test.Nowhere", "Echo").getDescription());
    assertEquals(Status.Code.UNAUTHENTICATED, failure("test.Signed", "Echo").getCode());
    host.invoker.server =
        (_, _) -> Invocation.Cause.OVERLOADED.because("Too many", FakeInvoker.SUMMARY);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, failure("test.Texts", "Echo").getCode());
    try (var dying = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket accepted = dying.accept()) {
                  accepted.getInputStream().readNBytes(40);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      answerFrom(dying.getLocalPort());
      Status status = failure("test.Texts", "Echo");
      assertEquals(Status.Code.UNAVAILABLE, status.getCode());
      assertEquals("It broke off", status.getDescription());
    }
  }

  /** A client of HTTP/2 that is none of gRPC's, and one that speaks nonsense, harm nobody. */
  @Test
  void bearsThoseWhoSpeakSomethingElse() throws Exception {
    URI gateway = URI.create(host.host.gatewayAddress());
    try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket
          .getOutputStream()
          .write(
              "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno frames at all"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] heard = socket.getInputStream().readAllBytes();
      // Its settings, and GOAWAY: a frame of type 7.
      assertTrue(heard.length > 9 && new String(heard, StandardCharsets.ISO_8859_1).contains("\7"));
    }
    assertEquals("texts: still", unary("Echo", "still"));
  }
}
