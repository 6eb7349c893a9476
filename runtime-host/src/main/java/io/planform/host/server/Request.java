package io.planform.host.server;

import io.planform.functiongraph.error.FgsError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole.
 *
 * @param id made by the host, returned as {@code X-Request-Id}
 * @param path as received, still percent-encoded
 * @param query as received, without the question mark; empty where there is none
 * @param headers by lower-case name
 * @param remote address of the caller
 * @param parameters of the route's path template, decoded
 */
public record Request(
    String id,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String remote,
    Map<String, String> parameters) {

  /** Path and query, as received. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** A parameter of the path; the route's template names it, so it is there. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  /** The first value of a query parameter, decoded. */
  public Optional<String> argument(String name) {
    List<String> values = Encoding.query(query).get(name);
    return values == null ? Optional.empty() : Optional.of(values.getFirst());
  }

  /**
   * A query parameter that is true or false; absent also where it is empty.
   *
   * @throws ApiException FSS.1001 for anything else
   */
  public Optional<Boolean> flag(String name) {
    return switch (argument(name).orElse("")) {
      case "" -> Optional.empty();
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default ->
          throw new ApiException(
              FgsError.FSS_1001, "The parameter %s can be true or false.".formatted(name));
    };
  }

  /** A request of the same caller that reads another path. */
  public Request reading(String otherPath) {
    return new Request(id, "GET", otherPath, "", Map.of(), new byte[0], remote, Map.of());
  }

  Request with(byte[] otherBody) {
    return new Request(id, method, path, query, headers, otherBody, remote, parameters);
  }

  Request withParameters(Map<String, String> values) {
    return new Request(id, method, path, query, headers, body, remote, values);
  }

  /** Without headers and body: they may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
