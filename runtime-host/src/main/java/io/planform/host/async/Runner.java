package io.planform.host.async;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.dispatch.Invocation;
import io.planform.host.function.CurrentFunction;
import io.planform.host.invocation.InvocationFailure;
import io.planform.host.invocation.Invocations;
import io.planform.host.server.Json;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Runs an invocation once, and judges what came of it by the function's configuration. */
public final class Runner {
  private static final int FUNCTION_ERROR = 1;
  private static final int SHOWN_OF_ERROR = 1024;
  private static final long FIRST_PAUSE_MILLIS = 1000;

  /** How many instances of a function may be busy with asynchronous invocations. */
  private static final int INSTANCES = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

  private final Targets targets;
  private final Invocations invocations;
  private final AsyncConfigurations configurations;
  private final InstantSource clock;

  public Runner(
      Targets targets,
      Invocations invocations,
      AsyncConfigurations configurations,
      InstantSource clock) {
    this.targets = targets;
    this.invocations = invocations;
    this.configurations = configurations;
    this.clock = clock;
  }

  /** What is called now, unless it was deleted since the call. */
  private Optional<Targets.Target> target(QueuedInvocation invocation) {
    return targets
        .find(invocation.urn(), Map.of())
        .filter(target -> target.function().id().equals(invocation.functionId()));
  }

  /** What a destination leads to. */
  Optional<Targets.Target> target(Destination.ToFunction destination) {
    return targets.find(destination.function(), Map.of());
  }

  /** The log stream that is told of an invocation's states; empty for none. */
  String statusLog(QueuedInvocation invocation) {
    return target(invocation)
        .map(found -> configurations.find(invocation.functionId(), found.id()).statusLog())
        .orElse("");
  }

  /** How many of this kind may run at once. */
  int room(QueuedInvocation invocation) {
    return target(invocation)
        .map(
            target -> {
              var revision = target.function().revision();
              int most = revision.maxInstances();
              int instances = most > 0 ? Math.min(most, INSTANCES) : INSTANCES;
              return instances * Math.max(1, revision.concurrency());
            })
        .orElse(1);
  }

  /**
   * @param startedAt milliseconds since 1970
   */
  Verdict run(QueuedInvocation invocation, long startedAt) {
    Optional<Targets.Target> target = target(invocation);
    if (target.isEmpty()) {
      return new Verdict.Ended(
          AsyncStatus.DISCARD,
          number(FgsError.FSS_1051.code()),
          "What was called has been deleted",
          Optional.empty());
    }
    AsyncConfiguration configuration =
        configurations.find(invocation.functionId(), target.get().id());
    long latest = invocation.acceptedAt() + configuration.age().toMillis();
    if (startedAt > latest) {
      return expired(invocation, configuration, startedAt);
    }
    CurrentFunction function = target.get().function();
    Invocation.Result result =
        invocations.invoke(
            invocation.memory() == 0 ? function : function.withMemory(invocation.memory()),
            new Invocation.Event(
                invocation.requestId(),
                invocation.payload(),
                Invocation.Source.ASYNC,
                target.get().alias()));
    return switch (result) {
      case Invocation.Answer answer ->
          succeeded(invocation, configuration, startedAt, answer.payload());
      case Invocation.Streamed _ -> throw new IllegalStateException("the answer was wanted whole");
      case Invocation.FunctionError error ->
          failed(
              invocation,
              configuration,
              startedAt,
              new Failure(FUNCTION_ERROR, 200, errorMessage(error.payload()), error.payload()));
      case Invocation.Failed failed when InvocationFailure.isOfFunction(failed.cause()) ->
          failed(invocation, configuration, startedAt, failure(failed));
      case Invocation.Failed _ ->
          clock.millis() > latest
              ? expired(invocation, configuration, startedAt)
              : new Verdict.Postponed();
    };
  }

  private static Verdict succeeded(
      QueuedInvocation invocation,
      AsyncConfiguration configuration,
      long startedAt,
      byte[] answer) {
    return new Verdict.Ended(
        AsyncStatus.SUCCESS,
        0,
        "",
        configuration
            .onSuccess()
            .map(to -> notice(to, invocation, "Success", 200, "", answer, startedAt)));
  }

  /**
   * @param code for {@code error_code}
   * @param status for {@code status_code}
   */
  private record Failure(int code, int status, String message, byte[] answer) {}

  private static Failure failure(Invocation.Failed failed) {
    return new Failure(
        number(failed.errorCode()),
        FgsError.ofCode(failed.errorCode()).map(FgsError::httpStatus).orElse(500),
        failed.message(),
        new byte[0]);
  }

  private Verdict failed(
      QueuedInvocation invocation,
      AsyncConfiguration configuration,
      long startedAt,
      Failure failure) {
    long pause = FIRST_PAUSE_MILLIS << invocation.attempts();
    boolean inTime =
        clock.millis() + pause <= invocation.acceptedAt() + configuration.age().toMillis();
    if (invocation.attempts() < configuration.retries() && inTime) {
      return new Verdict.Again(pause);
    }
    return new Verdict.Ended(
        AsyncStatus.FAIL,
        failure.code(),
        cut(failure.message()),
        configuration
            .onFailure()
            .map(
                to ->
                    notice(
                        to,
                        invocation,
                        "UnhandledInvocationError",
                        failure.status(),
                        failure.message(),
                        failure.answer(),
                        startedAt)));
  }

  private static Verdict expired(
      QueuedInvocation invocation, AsyncConfiguration configuration, long startedAt) {
    String message = "It was not run within %d s".formatted(configuration.age().toSeconds());
    return new Verdict.Ended(
        AsyncStatus.DISCARD,
        number(FgsError.FSS_0408.code()),
        message,
        configuration
            .onFailure()
            .map(
                to ->
                    Notice.of(
                        to,
                        invocation,
                        new Notice.Result(
                            "EventAgeExceeded",
                            invocation.attempts(),
                            FgsError.FSS_0408.httpStatus(),
                            message,
                            new byte[0]),
                        startedAt)));
  }

  private static Notice notice(
      Destination to,
      QueuedInvocation invocation,
      String condition,
      int status,
      String error,
      byte[] answer,
      long startedAt) {
    return Notice.of(
        to,
        invocation,
        new Notice.Result(condition, invocation.attempts() + 1, status, error, answer),
        startedAt);
  }

  private static String errorMessage(byte[] payload) {
    try {
      return Json.read(payload).path("errorMessage").asText("The function failed");
    } catch (JsonProcessingException e) {
      return "The function failed";
    }
  }

  private static String cut(String message) {
    return message.length() <= SHOWN_OF_ERROR ? message : message.substring(0, SHOWN_OF_ERROR);
  }

  /** The digits of {@code FSS.0408}. */
  private static int number(String code) {
    return Integer.parseInt(code.substring(code.indexOf('.') + 1));
  }
}
