package io.planform.host.invocation;

import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invoker;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionRevision;
import io.planform.host.log.FunctionLogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls functions for all who call them, and keeps what they log. */
public final class Invocations {
  private final Invoker invoker;
  private final FunctionCatalogue functions;
  private final FunctionLogs logs;

  public Invocations(Invoker invoker, FunctionCatalogue functions, FunctionLogs logs) {
    this.invoker = invoker;
    this.functions = functions;
    this.logs = logs;
  }

  /** Gives an event to an event function and waits for its answer. */
  public Invocation.Result invoke(CurrentFunction function, Invocation.Event event) {
    Invocation.Result result = invoker.invoke(function.revision(), event);
    keep(function, event.requestId(), result);
    return result;
  }

  /** Passes a request to an HTTP function, with the headers that tell the function about itself. */
  public Invocation.HttpResult forward(CurrentFunction function, Invocation.HttpRequest request) {
    Map<String, List<String>> headers = new HashMap<>(request.headers());
    headers.keySet().removeIf(name -> name.startsWith("x-cff-"));
    headers.putAll(contextHeaders(function, request.requestId()));
    Invocation.HttpResult result =
        invoker.forward(
            function.revision(),
            new Invocation.HttpRequest(
                request.requestId(), request.method(), request.target(), headers, request.body()));
    keep(function, request.requestId(), result);
    return result;
  }

  private void keep(CurrentFunction function, String requestId, Invocation.Outcome outcome) {
    Ending ending = Ending.of(outcome);
    if (!ending.ran()) {
      return;
    }
    logs.append(
        function.id(),
        requestId,
        function.revision().version(),
        ending.status(),
        ending.text(),
        () ->
            functions
                .current(function.urn())
                .filter(current -> current.id().equals(function.id()))
                .isPresent());
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
