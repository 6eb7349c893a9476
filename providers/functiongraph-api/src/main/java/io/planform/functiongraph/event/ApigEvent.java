package io.planform.functiongraph.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * What an APIG trigger gives to a function: an HTTP request.
 *
 * @param stage the environment's name: {@code RELEASE}
 * @param headers sent with lower-case names
 * @param base64 whether the body is sent so, as the console sets it; else as text in UTF-8
 * @param authorizer what a custom authorizer told about the caller
 */
public record ApigEvent(
    String apiId,
    String requestId,
    String stage,
    String httpMethod,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> queryStringParameters,
    Map<String, String> headers,
    byte[] body,
    boolean base64,
    Map<String, String> authorizer) {

  public ObjectNode toJson() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put(
        "body",
        base64
            ? Base64.getEncoder().encodeToString(body)
            : new String(body, StandardCharsets.UTF_8));
    ObjectNode context = event.putObject("requestContext");
    context.put("apiId", apiId).put("requestId", requestId).put("stage", stage);
    if (!authorizer.isEmpty()) {
      authorizer.forEach(context.putObject("authorizer")::put);
    }
    queryStringParameters.forEach(event.putObject("queryStringParameters")::put);
    event.put("httpMethod", httpMethod);
    pathParameters.forEach(event.putObject("pathParameters")::put);
    ObjectNode lowerCase = event.putObject("headers");
    headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    event.put("path", path);
    event.put("isBase64Encoded", base64);
    return event;
  }

  /** Without headers and body: they may hold secrets. */
  @Override
  public String toString() {
    return "ApigEvent[" + httpMethod + " " + path + ", " + requestId + "]";
  }
}
