package io.planform.host;

import io.planform.host.dispatch.Invocation;
import io.planform.host.function.FunctionRevision;
import io.planform.host.server.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A host whose functions are no containers: each run is a line in a file beside the home, with the
 * function, the request and the event. Functions named {@code bad} fail.
 */
public final class AsyncTestHost {
  static final String RUNS = "runs";

  private AsyncTestHost() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    Path home = Path.of(words.get(words.indexOf("--home") + 1));
    FileChannel runs =
        FileChannel.open(
            home.resolveSibling(RUNS), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    FakeInvoker invoker = new FakeInvoker();
    invoker.behaviour = (function, event) -> run(runs, function, event);
    Host host =
        Host.start(
            new HostOptions(home, 0, 0, 0, 0, Map.of()),
            TestHost.RUNTIMES,
            (_, _) -> invoker,
            InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(host::close));
    Thread.currentThread().join();
  }

  private static Invocation.Result run(
      FileChannel runs, FunctionRevision function, Invocation.Event event) {
    String line =
        Json.object()
                .put("function", function.name())
                .put("request", event.requestId())
                .put("event", new String(event.payload(), StandardCharsets.UTF_8))
            + "\n";
    try {
      runs.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return function.name().equals("bad")
        ? new Invocation.FunctionError(
            "{\"errorMessage\":\"bad\"}".getBytes(StandardCharsets.UTF_8), FakeInvoker.SUMMARY)
        : new Invocation.Answer(event.payload(), FakeInvoker.SUMMARY);
  }
}
