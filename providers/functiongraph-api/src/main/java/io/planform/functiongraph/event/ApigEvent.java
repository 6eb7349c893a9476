package io.planform.functiongraph.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * What an APIG trigger gives to a function: an HTTP request. The body is always sent as Base64, as
 * the console sets it.
 *
 * @param stage the environment's name: {@code RELEASE}
 * @param headers sent with lower-case names
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
    byte[] body) {

  public ObjectNode toJson() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("body", Base64.getEncoder().encodeToString(body));
    event
        .putObject("requestContext")
        .put("apiId", apiId)
        .put("requestId", requestId)
        .put("stage", stage);
    queryStringParameters.forEach(event.putObject("queryStringParameters")::put);
    event.put("httpMethod", httpMethod);
    pathParameters.forEach(event.putObject("pathParameters")::put);
    ObjectNode lowerCase = event.putObject("headers");
    headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    event.put("path", path);
    event.put("isBase64Encoded", true);
    return event;
  }

  /** Without headers and body: they may hold secrets. */
  @Override
  public String toString() {
    return "ApigEvent[" + httpMethod + " " + path + ", " + requestId + "]";
  }
}
