package io.planform.host.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation of the API.
 *
 * @param operation the SDK's name of it: {@code CreateFunction}
 * @param template path with parameters: {@code /v2/{project_id}/fgs/functions/{function_urn}/code}
 * @param bodyLimit bytes of request body that are read at most
 */
public record Route(
    String operation, String method, String template, long bodyLimit, Handler handler) {

  /** What ordinary requests may carry; they are small documents. */
  public static final long DOCUMENT_LIMIT = 1024L * 1024;

  public static Route of(String operation, String method, String template, Handler handler) {
    return new Route(operation, method, template, DOCUMENT_LIMIT, handler);
  }

  /**
   * What the template's parameters are in a path of this route, decoded.
   *
   * @param path still percent-encoded
   */
  public Map<String, String> parametersOf(String path) {
    Map<String, String> parameters = new LinkedHashMap<>();
    List<String> segments = Encoding.segments(path);
    List<String> names = Encoding.segments(template);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.startsWith("{")) {
        parameters.put(name.substring(1, name.length() - 1), segments.get(i));
      }
    }
    return parameters;
  }

  public Route withHandler(Handler other) {
    return new Route(operation, method, template, bodyLimit, other);
  }

  public Route withBodyLimit(long bytes) {
    return new Route(operation, method, template, bytes, handler);
  }
}
