package io.planform.host.api;

import io.planform.functiongraph.FunctionUrn;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An API in one environment, as the gateway serves it: one that a trigger made, or one that was
 * published.
 *
 * @param id of the API; a trigger's own
 * @param group id of the group, which is the first label of its host name
 * @param method of HTTP, or {@code ANY}
 * @param prefix whether paths below {@code path} match too
 * @param schemes by which it may be called: {@code http}, {@code https} or both
 * @param required parameters without which a request is refused
 */
public record ServedApi(
    String id,
    String group,
    Environment environment,
    String method,
    PathTemplate path,
    boolean prefix,
    Set<String> schemes,
    Authentication authentication,
    List<Required> required,
    FunctionCall call) {

  /**
   * A parameter of a request.
   *
   * @param location {@code QUERY} or {@code HEADER}
   * @param name of a header in lower case
   */
  public record Required(String location, String name) {}

  /**
   * What an API calls.
   *
   * @param function with version or alias, or without for {@code latest}
   * @param targetId the function, version or alias that the URN must still mean; empty for any
   * @param timeoutMillis how long the gateway waits for the beginning of an answer
   * @param async whether the caller is answered as soon as the call is durable
   * @param base64 whether events have the body so
   */
  public record FunctionCall(
      FunctionUrn function, String targetId, int timeoutMillis, boolean async, boolean base64) {}

  /** The group that the loopback's own names lead to. */
  public static final String DEFAULT_GROUP = "default";

  public static final String ANY = "ANY";
  public static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", ANY);

  /** The same under another id, for a function, version or alias that must still be this one. */
  public ServedApi identified(String newId, String newTargetId) {
    return new ServedApi(
        newId,
        group,
        environment,
        method,
        path,
        prefix,
        schemes,
        authentication,
        required,
        new FunctionCall(call.function, newTargetId, call.timeoutMillis, call.async, call.base64));
  }

  /**
   * What is the same for APIs that would take each other's calls, their methods apart. The exact
   * and the prefix route of one path do not. Host names have no cases.
   */
  public String route() {
    String stage = environment.isRelease() ? "" : "@" + environment.name();
    return group.toLowerCase(Locale.ROOT) + stage + (prefix ? " SWA " : " NORMAL ") + path.shape();
  }
}
