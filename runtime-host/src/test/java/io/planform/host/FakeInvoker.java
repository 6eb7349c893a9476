package io.planform.host;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invoker;
import io.planform.host.dispatch.PoolStatus;
import io.planform.host.dispatch.Reserve;
import io.planform.host.function.FunctionRevision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;

/** Runs "functions" in memory: event functions echo unless a test says otherwise. */
public final class FakeInvoker implements Invoker {
  public static final Invocation.Summary SUMMARY =
      new Invocation.Summary(
          12.3456,
          0,
          3 * 1024 * 1024,
          true,
          "Start invoke request\nhello\nFinish invoke request\n");

  /** One call. */
  public record Call(FunctionRevision function, Invocation.Event event) {}

  public final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  public final BlockingQueue<Invocation.HttpRequest> forwarded = new LinkedBlockingQueue<>();
  public final List<String> replaced = new CopyOnWriteArrayList<>();
  public final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
  public final List<String> removed = new CopyOnWriteArrayList<>();
  public volatile List<PoolStatus> status = List.of();
  public volatile boolean closed;

  /** What is reserved, and how that stands, by the keys of revisions. */
  public final Map<String, Reserve> reserves = new ConcurrentHashMap<>();

  public final Map<String, Reserve.Standing> standings = new ConcurrentHashMap<>();

  public volatile BiFunction<FunctionRevision, Invocation.Event, Invocation.Result> behaviour =
      (function, event) -> new Invocation.Answer(event.payload(), SUMMARY);

  public volatile BiFunction<FunctionRevision, Invocation.HttpRequest, Invocation.HttpResult>
      server =
          (function, request) -> new Invocation.HttpAnswer(200, Map.of(), request.body(), SUMMARY);

  @Override
  public Invocation.Result invoke(FunctionRevision function, Invocation.Event event) {
    calls.add(new Call(function, event));
    return behaviour.apply(function, event);
  }

  @Override
  public Invocation.HttpResult forward(FunctionRevision function, Invocation.HttpRequest request) {
    forwarded.add(request);
    return server.apply(function, request);
  }

  @Override
  public void stop(String requestId) {
    stopped.add(requestId);
  }

  @Override
  public void expect(FunctionRevision function) {}

  @Override
  public void reserve(FunctionRevision function, Reserve wanted) {
    if (wanted.count() == 0) {
      reserves.remove(function.key());
    } else {
      reserves.put(function.key(), wanted);
    }
  }

  /** All are ready at once, and nothing runs, unless a test says otherwise. */
  @Override
  public Reserve.Standing standing(FunctionRevision function) {
    Reserve wanted = reserves.getOrDefault(function.key(), Reserve.NONE);
    return standings.getOrDefault(
        function.key(), new Reserve.Standing(wanted.count(), 0, false, 0));
  }

  @Override
  public void replaced(FunctionRevision current) {
    replaced.add(current.key());
  }

  @Override
  public void removed(String keyPrefix) {
    removed.add(keyPrefix);
  }

  @Override
  public List<PoolStatus> status() {
    return status;
  }

  @Override
  public void close() {
    closed = true;
  }
}
