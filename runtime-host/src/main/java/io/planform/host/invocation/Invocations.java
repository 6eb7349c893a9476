package io.planform.host.invocation;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invoker;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionRevision;
import io.planform.host.function.Logging;
import io.planform.host.log.FunctionLogs;
import io.planform.host.log.LogEntry;
import io.planform.host.metric.Cost;
import io.planform.host.metric.Kind;
import io.planform.host.metric.Metrics;
import io.planform.host.metric.Running;
import io.planform.host.stream.LogStreams;
import io.planform.host.trace.Trace;
import io.planform.host.trace.Tracing;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Calls functions for all who call them, and keeps what they log. */
public final class Invocations {
  private final Invoker invoker;
  private final FunctionCatalogue functions;
  private final FunctionLogs logs;
  private final LogStreams streams;
  private final Metrics metrics;
  private final Tracing tracing;
  private final InstantSource clock;

  public Invocations(
      Invoker invoker,
      FunctionCatalogue functions,
      FunctionLogs logs,
      LogStreams streams,
      Metrics metrics,
      Tracing tracing,
      InstantSource clock) {
    this.invoker = invoker;
    this.functions = functions;
    this.logs = logs;
    this.streams = streams;
    this.clock = clock;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** Gives an event to an event function and waits for its answer. */
  public Invocation.Result invoke(CurrentFunction function, Invocation.Event event) {
    return observed(function, event.requestId(), () -> invoker.invoke(function.revision(), event));
  }

  /** Passes a request to an HTTP function, with the headers that tell the function about itself. */
  public Invocation.HttpResult forward(CurrentFunction function, Invocation.HttpRequest request) {
    Map<String, List<String>> headers = new HashMap<>(request.headers());
    headers.keySet().removeIf(name -> name.startsWith("x-cff-"));
    headers.putAll(contextHeaders(function, request.requestId()));
    Invocation.HttpRequest told = request.with(headers);
    return observed(
        function, request.requestId(), () -> invoker.forward(function.revision(), told));
  }

  /** Runs it, traces it, counts it and keeps its log. */
  private <T extends Invocation.Outcome> T observed(
      CurrentFunction function, String requestId, Supplier<T> work) {
    return tracing.within(
        "invoke " + function.revision().name(), () -> traced(function, requestId, work));
  }

  private <T extends Invocation.Outcome> T traced(
      CurrentFunction function, String requestId, Supplier<T> work) {
    Trace trace = Trace.current();
    trace.set("faas.invocation_id", requestId);
    trace.set("faas.name", function.revision().name());
    trace.set("faas.version", function.revision().version());
    trace.set("cloud.resource_id", function.urn().toString());
    T outcome = counted(function, requestId, work);
    trace.set("faas.coldstart", outcome.summary().coldStart());
    switch (outcome) {
      case Invocation.Answer _, Invocation.HttpAnswer _, Invocation.Streamed _ -> {}
      case Invocation.FunctionError _ -> trace.fail("function_error");
      case Invocation.Failed failed -> trace.fail(failed.errorCode());
    }
    return outcome;
  }

  private <T extends Invocation.Outcome> T counted(
      CurrentFunction function, String requestId, Supplier<T> work) {
    String version = function.revision().version();
    Running running = metrics.begin(function.id(), function.urn(), version);
    Kind kind = Kind.SYSTEM_ERROR;
    Invocation.Summary summary = Invocation.Summary.NOTHING;
    try {
      T outcome = work.get();
      Ending ending = Ending.of(outcome);
      kind = ending.kind();
      summary = outcome.summary();
      if (kind != Kind.REJECTED) {
        keep(function, requestId, ending);
      }
      return outcome;
    } finally {
      running.end(
          kind,
          new Cost(
              summary.durationMillis(),
              summary.initMillis(),
              summary.coldStart(),
              function.revision().memoryMegabytes(),
              summary.peakMemoryBytes()));
    }
  }

  private void keep(CurrentFunction function, String requestId, Ending ending) {
    Logging logging = function.logging();
    if (!logging.enabled()) {
      return;
    }
    Map<String, String> labels = new HashMap<>(logging.labels());
    labels.put("function", function.urn().packageName() + ":" + function.urn().name());
    LogEntry entry =
        new LogEntry(
            clock.millis(),
            requestId,
            function.revision().version(),
            ending.status(),
            labels,
            ending.text());
    if (logging.stream().isEmpty()) {
      logs.append(function.id(), entry, () -> isThere(function));
    } else {
      logs.append(logging.stream(), entry, () -> streams.find(logging.stream()).isPresent());
    }
  }

  private boolean isThere(CurrentFunction function) {
    return functions
        .current(function.urn())
        .filter(current -> current.id().equals(function.id()))
        .isPresent();
  }

  private static Map<String, List<String>> contextHeaders(
      CurrentFunction function, String requestId) {
    FunctionRevision revision = function.revision();
    return Map.of(
        "x-cff-request-id",
        List.of(requestId),
        "x-cff-memory",
        List.of(Integer.toString(revision.memoryMegabytes())),
        "x-cff-timeout",
        List.of(Integer.toString(revision.timeoutSeconds())),
        "x-cff-func-version",
        List.of(revision.version()),
        "x-cff-func-name",
        List.of(revision.name()),
        "x-cff-project-id",
        List.of(revision.project()),
        "x-cff-package",
        List.of(revision.packageName()),
        "x-cff-region",
        List.of(function.urn().region()));
  }
}
