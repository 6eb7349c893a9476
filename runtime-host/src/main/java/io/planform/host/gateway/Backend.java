package io.planform.host.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.functiongraph.event.ApigAnswer;
import io.planform.functiongraph.event.ApigEvent;
import io.planform.host.api.ServedApi;
import io.planform.host.async.InvocationQueue;
import io.planform.host.dispatch.Invocation;
import io.planform.host.function.CurrentFunction;
import io.planform.host.invocation.AnswerRelay;
import io.planform.host.invocation.InvocationFailure;
import io.planform.host.invocation.Invocations;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls functions for the gateway. Event functions get the request as an event and answer with an
 * object; HTTP functions get the request itself.
 */
public final class Backend {
  private static final int LARGEST_ASYNC_EVENT = 256 * 1024;

  private final Invocations invocations;
  private final InvocationQueue queue;

  public Backend(Invocations invocations, InvocationQueue queue) {
    this.invocations = invocations;
    this.queue = queue;
  }

  Response answer(ReceivedCall call) {
    CurrentFunction function = call.target().function();
    if (call.api().call().async()) {
      return enqueued(call);
    }
    if (function.revision().servesHttp()) {
      Invocation.HttpRequest request = request(call);
      return within(call.api(), receiver -> forward(function, request.to(receiver)));
    }
    var sent =
        new Invocation.Event(call.id(), event(call), Invocation.Source.SYNC, call.target().alias());
    return within(call.api(), _ -> Optional.of(answer(invocations.invoke(function, sent))));
  }

  /** A connection that left HTTP behind is one request for as long as it lasts. */
  Optional<Response> converse(ReceivedCall call, WebSocketDialogue dialogue) {
    return forward(call.target().function(), request(call).to(dialogue));
  }

  /**
   * The same of a call of gRPC, which tells its client all itself.
   *
   * @return with the status only
   */
  Response converse(ReceivedCall call, GrpcDialogue dialogue) {
    return switch (invocations.forward(call.target().function(), request(call).to(dialogue))) {
      case Invocation.Failed failed -> {
        dialogue.end(GrpcStatus.of(failed.cause()), failed.message());
        yield InvocationFailure.response(failed);
      }
      case Invocation.HttpAnswer _, Invocation.Streamed _ ->
          new Response(200, Map.of(), new byte[0]);
    };
  }

  private static Invocation.HttpRequest request(ReceivedCall call) {
    Request request = call.request();
    return new Invocation.HttpRequest(
        call.id(), request.method(), request.target(), headers(call), request.body());
  }

  private static Map<String, List<String>> headers(ReceivedCall call) {
    return ForwardedHeaders.of(call.request(), call.scheme(), call.id());
  }

  private static byte[] event(ReceivedCall call) {
    Request request = call.request();
    return new ApigEvent(
            call.api().id(),
            call.id(),
            call.api().environment().name(),
            request.method(),
            EventParts.decodedPath(request.path()),
            call.api().path().parametersOf(request.path()),
            EventParts.singleValues(request.query()),
            EventParts.joined(headers(call)),
            request.body(),
            call.api().call().base64(),
            call.context())
        .toJson()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The caller learns the id under which the queue has the call. */
  private Response enqueued(ReceivedCall call) {
    if (call.target().function().revision().servesHttp()) {
      return Response.error(
          406, FgsError.FSS_0406.code(), "HTTP functions are not invoked asynchronously.");
    }
    byte[] event = event(call);
    if (event.length > LARGEST_ASYNC_EVENT) {
      return Response.error(
          413,
          FgsError.FSS_1201.code(),
          "The event of this request has %d bytes; asynchronous ones have %d at most."
              .formatted(event.length, LARGEST_ASYNC_EVENT));
    }
    FunctionUrn urn = call.api().call().function();
    FunctionUrn qualified = urn.qualifier() == null ? urn.withQualifier(FunctionUrn.LATEST) : urn;
    String id = queue.accept(call.target(), qualified, 0, event);
    return Response.json(202, Json.object().put("request_id", id)).with("X-Cff-Request-Id", id);
  }

  /**
   * The gateway waits for the beginning of an answer as long as the API says; the function goes on
   * until its own timeout.
   */
  private static Response within(
      ServedApi api, Function<Invocation.Receiver, Optional<Response>> call) {
    return AnswerRelay.call(
        call,
        Backend::begun,
        Duration.ofMillis(api.call().timeoutMillis()),
        () ->
            Response.error(
                504,
                "APIG.0201",
                "Backend timeout: the function did not answer within %d ms."
                    .formatted(api.call().timeoutMillis())));
  }

  private static AnswerRelay.Begun begun(AnswerRelay.Head head) {
    Map<String, List<String>> headers = ForwardedHeaders.endToEnd(head.headers());
    List<String> length = head.headers().get("content-length");
    if (length != null && !head.headers().containsKey("transfer-encoding")) {
      headers.put("content-length", length);
    }
    return new AnswerRelay.Begun(
        new Response(head.status(), headers, new byte[0]), AnswerRelay.Frame.NONE);
  }

  private Optional<Response> forward(CurrentFunction function, Invocation.HttpRequest request) {
    return switch (invocations.forward(function, request)) {
      case Invocation.HttpAnswer answer ->
          Optional.of(
              new Response(
                  answer.status(), ForwardedHeaders.endToEnd(answer.headers()), answer.body()));
      case Invocation.Streamed _ -> Optional.empty();
      case Invocation.Failed failed -> Optional.of(InvocationFailure.response(failed));
    };
  }

  private static Response answer(Invocation.Result result) {
    return switch (result) {
      case Invocation.Answer answer -> answer(answer.payload());
      case Invocation.FunctionError _ ->
          Response.error(500, "FSS.0500", "The function threw an error; see its log.");
      case Invocation.Failed failed -> InvocationFailure.response(failed);
      case Invocation.Streamed _ -> throw new IllegalStateException("It was wanted whole");
    };
  }

  /** The user guide's 14.3.1: an answer that is no response object is a 500. */
  private static Response answer(byte[] payload) {
    return switch (ApigAnswer.of(parse(payload))) {
      case ApigAnswer.Response response ->
          new Response(
              response.status(), ForwardedHeaders.endToEnd(response.headers()), response.body());
      case ApigAnswer.Malformed malformed ->
          Response.error(
              500,
              FgsError.FSS_1202.code(),
              "%s. %s It must be {statusCode, headers, body, isBase64Encoded}."
                  .formatted(FgsError.FSS_1202.message(), malformed.reason()));
    };
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return Json.read(payload);
    } catch (JsonProcessingException e) {
      return Json.array();
    }
  }
}
