package io.planform.host.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The service {@code test.Texts} of grpc-java: in this process for tests, or as an HTTP function,
 * for which it is compiled once more. It keeps to Java 17.
 */
public final class TextServer implements AutoCloseable {
  private static final Context.Key<Metadata> HEADERS = Context.key("headers");
  private static final String PART = "x".repeat(64 << 10);

  /** Calls that were cancelled. */
  public final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

  /** Parts of long answers that the library took. */
  public final AtomicInteger sent = new AtomicInteger();

  /** Lets those read who read nothing before. */
  public final BlockingQueue<ServerCallStreamObserver<String>> lazy = new LinkedBlockingQueue<>();

  private final Server server;

  public TextServer(int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(ServerInterceptors.intercept(service(), new Headers()))
            .maxInboundMessageSize(16 << 20)
            .build()
            .start();
  }

  public static void main(String[] arguments) throws Exception {
    new TextServer(8000).server.awaitTermination();
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("test.Texts")
        .addMethod(
            Texts.method("Echo", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, greeting() + text)))
        .addMethod(
            Texts.method("Length", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, "" + text.length())))
        .addMethod(
            Texts.method("Deadline", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, deadline())))
        .addMethod(
            Texts.method("Fail", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> answer.onError(failure())))
        .addMethod(
            Texts.method("Die", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> Runtime.getRuntime().halt(1)))
        .addMethod(
            Texts.method("Hang", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> hang(text, answer)))
        .addMethod(
            Texts.method("Cancelled", MethodType.UNARY),
            ServerCalls.asyncUnaryCall((text, answer) -> answer(answer, cancelled())))
        .addMethod(
            Texts.method("Join", MethodType.CLIENT_STREAMING),
            ServerCalls.asyncClientStreamingCall(Joined::new))
        .addMethod(
            Texts.method("Lazy", MethodType.CLIENT_STREAMING),
            ServerCalls.asyncClientStreamingCall(this::lazy))
        .addMethod(
            Texts.method("Many", MethodType.SERVER_STREAMING),
            ServerCalls.asyncServerStreamingCall((text, answer) -> many(text, answer)))
        .addMethod(
            Texts.method("Talk", MethodType.BIDI_STREAMING),
            ServerCalls.asyncBidiStreamingCall(Talk::new))
        .build();
  }

  /** Keeps the headers for the handlers, sends one back, and tells a trailer. */
  private static final class Headers implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var telling =
          new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void sendHeaders(Metadata told) {
              if (headers.containsKey(Texts.ASKED)) {
                told.put(Texts.TOLD, String.join("+", headers.getAll(Texts.ASKED)));
              }
              if (headers.containsKey(Texts.BINARY)) {
                told.put(Texts.BINARY, headers.get(Texts.BINARY));
              }
              super.sendHeaders(told);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              trailers.put(Texts.TRAILER, "told");
              super.close(status, trailers);
            }
          };
      return io.grpc.Contexts.interceptCall(
          Context.current().withValue(HEADERS, headers), telling, headers, next);
    }
  }

  private static String greeting() {
    String function = HEADERS.get().get(Texts.FUNCTION);
    return function == null ? "" : function + ": ";
  }

  private static String deadline() {
    var deadline = Context.current().getDeadline();
    return deadline == null ? "none" : deadline.timeRemaining(TimeUnit.SECONDS) + " s";
  }

  private static Throwable failure() {
    return Status.FAILED_PRECONDITION.withDescription("not now: ü").asRuntimeException();
  }

  private static void answer(StreamObserver<String> answer, String text) {
    answer.onNext(text);
    answer.onCompleted();
  }

  private void hang(String text, StreamObserver<String> answer) {
    ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(() -> cancelled.add(text));
  }

  private String cancelled() {
    try {
      return String.valueOf(cancelled.poll(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  /** As many parts as are wanted, when there is room for them. */
  private void many(String count, StreamObserver<String> answer) {
    var stream = (ServerCallStreamObserver<String>) answer;
    var left = new AtomicInteger(Integer.parseInt(count));
    stream.setOnReadyHandler(
        () -> {
          while (left.get() > 0 && stream.isReady()) {
            left.decrementAndGet();
            sent.incrementAndGet();
            stream.onNext(PART);
          }
          if (left.getAndAdd(left.get() == 0 ? -1 : 0) == 0) {
            stream.onCompleted();
          }
        });
  }

  private StreamObserver<String> lazy(StreamObserver<String> answer) {
    var stream = (ServerCallStreamObserver<String>) answer;
    stream.disableAutoRequest();
    lazy.add(stream);
    return new Joined(answer);
  }

  /** Tells at the end how much came. */
  private static final class Joined implements StreamObserver<String> {
    private final StreamObserver<String> answer;
    private long length;

    Joined(StreamObserver<String> answer) {
      this.answer = answer;
    }

    @Override
    public void onNext(String text) {
      length += text.length();
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      answer(answer, Long.toString(length));
    }
  }

  /** Answers each text at once. */
  private static final class Talk implements StreamObserver<String> {
    private final StreamObserver<String> answer;
    private final Consumer<String> echo;

    Talk(StreamObserver<String> answer) {
      this.answer = answer;
      String greeting = greeting();
      this.echo = text -> answer.onNext(greeting + text);
    }

    @Override
    public void onNext(String text) {
      echo.accept(text);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      answer.onCompleted();
    }
  }
}
